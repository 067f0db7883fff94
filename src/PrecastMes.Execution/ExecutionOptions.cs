namespace PrecastMes.Execution;

/// <summary>How execution runs on this host.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Plant seconds in a real second; the host's <see cref="TimeProvider"/> runs at the same speed.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>OPC UA endpoint of the PLC; null takes the tag map's.</summary>
    public string? PlcEndpointUrl { get; init; }

    /// <summary>How often all handshakes are read besides the subscription, real time.</summary>
    public TimeSpan RereadInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Publishing interval of the subscription, real time; null follows the speed: 2 s of plant time, 10–200 ms.</summary>
    public TimeSpan? PublishingInterval { get; init; }

    /// <summary>Greatest wait between two attempts to connect, real time.</summary>
    public TimeSpan LongestReconnectWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a command may take until the caller is told that its fate is unknown, real time.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
