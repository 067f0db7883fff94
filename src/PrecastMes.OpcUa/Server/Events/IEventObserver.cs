namespace PrecastMes.OpcUa.Server;

/// <summary>Is told the events that reach a notifier, in their order.</summary>
internal interface IEventObserver
{
    /// <summary>Its place among those who watch, in the order in which they came; set by the notifiers.</summary>
    long Place { get; set; }

    /// <param name="budget">What all observers of the event may spend on their filters.</param>
    void OnEvent(ReportedEvent reported, FilterBudget budget);
}
