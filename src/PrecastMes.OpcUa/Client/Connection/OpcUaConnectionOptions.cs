using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Client;

/// <summary>Which server a lasting connection leads to, and how it comes back after a break.</summary>
public sealed record OpcUaConnectionOptions
{
    /// <summary>The server, how the link is secured, how long answers may take.</summary>
    public required OpcUaClientOptions Client { get; init; }

    /// <summary>
    /// As whom, asked before each try, so that a password may be changed or put right while the connection lasts; null takes
    /// <see cref="OpcUaClientOptions.User"/>. What it throws is the reason why that try fails.
    /// </summary>
    public Func<UserIdentity>? CurrentUser { get; init; }

    /// <summary>A request that was under way when the link broke fails in any case: its fate is not known.</summary>
    public WhileDisconnected Requests { get; init; } = WhileDisconnected.Fail;

    /// <summary>Before the first try after a break; doubled with each that fails, and cut by up to half at random.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two tries at most.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);
}
