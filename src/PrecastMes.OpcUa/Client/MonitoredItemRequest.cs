namespace PrecastMes.OpcUa.Client;

/// <summary>A node whose value is watched.</summary>
/// <param name="NodeId">The variable.</param>
/// <param name="Tag">Comes back with each change, so that the reader needs no lookup.</param>
public sealed record MonitoredItemRequest(NodeId NodeId, object? Tag = null)
{
    /// <summary>Null takes the publishing interval; zero asks for every change.</summary>
    public TimeSpan? SamplingInterval { get; init; }

    /// <summary>Values that the server keeps between two publishes; the oldest is dropped first.</summary>
    public uint QueueSize { get; init; } = 1;

    /// <summary>Changes of a number that are not larger than this are not reported; 0 reports all.</summary>
    public double AbsoluteDeadband { get; init; }
}
