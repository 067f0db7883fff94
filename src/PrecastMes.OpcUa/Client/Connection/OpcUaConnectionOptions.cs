namespace PrecastMes.OpcUa.Client;

/// <summary>Which server a lasting connection leads to, and how it comes back after a break.</summary>
public sealed record OpcUaConnectionOptions
{
    public required OpcUaClientOptions Client { get; init; }

    /// <summary>A request that was under way when the link broke fails in any case: its fate is not known.</summary>
    public WhileDisconnected Requests { get; init; } = WhileDisconnected.Fail;

    /// <summary>Before the first try after a break; doubled with each that fails, and cut by up to half at random.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);
}
