namespace PrecastMes.OpcUa.Server;

/// <summary>What a server is called, where it listens, and what it allows its clients.</summary>
public sealed record OpcUaServerOptions
{
    /// <summary><c>opc.tcp://host:port/path</c>; port 0 takes any free one. A host that is an IP address or localhost is the one listened on, another name listens on all.</summary>
    public string EndpointUrl { get; init; } = "opc.tcp://127.0.0.1:4840";

    public string ApplicationName { get; init; } = "PrecastMes OPC UA server";

    /// <summary>Must be the one that the address space was made with.</summary>
    public required string ApplicationUri { get; init; }

    public string ProductUri { get; init; } = "urn:precastmes:opcua";

    /// <summary>Whether a session may be opened without a user.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Asked for user name and password; null offers no user names.</summary>
    public Func<string, string, bool>? CheckUser { get; init; }

    public ServerLimits Limits { get; init; } = new();

    /// <summary>The clock of the timestamps: an accelerated one where the plant's time is accelerated.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The clock of timeouts and intervals, which are real time whatever <see cref="Time"/> does.</summary>
    public TimeProvider IntervalTime { get; init; } = TimeProvider.System;
}
