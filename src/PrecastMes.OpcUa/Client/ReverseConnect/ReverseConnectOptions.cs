using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Client;

/// <summary>Where servers may dial us, and how much we take of those that nobody knows.</summary>
public sealed record ReverseConnectOptions
{
    /// <summary><c>opc.tcp://host:port</c>; port 0 takes any free one.</summary>
    public required string ListenUrl { get; init; }

    /// <summary>
    /// Connections that are held until somebody wants them, over all servers; and as many that have not yet said whose they are, of which the
    /// oldest silent one gives way to a new one.
    /// </summary>
    public int MaxHeld { get; init; } = 20;

    /// <summary>How long a connection is held before it is closed; the server then dials anew.</summary>
    public TimeSpan HoldTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>From the accepted socket to a whole RHE.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Asked with the server's URI and its endpoint's URL; null takes every server.</summary>
    public Func<string, string, bool>? IsExpected { get; init; }

    /// <summary>The clock of the timeouts.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Hears of refused connections; null for silence.</summary>
    public ILogger? Logger { get; init; }
}
