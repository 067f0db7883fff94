namespace PrecastMes.OpcUa.Server;

/// <summary>Is told the events that reach a notifier, in their order.</summary>
internal interface IEventObserver
{
    void OnEvent(ReportedEvent reported);
}
