namespace PrecastMes.OpcUa.Client;

/// <summary>A request of which it doesn't matter what becomes of it.</summary>
internal sealed class UnwantedAnswer : IPendingRequest
{
    private UnwantedAnswer()
    {
    }

    public static UnwantedAnswer Instance { get; } = new();

    public void Complete(IServiceResponse response)
    {
    }

    public void Fail(OpcUaException reason)
    {
    }
}
