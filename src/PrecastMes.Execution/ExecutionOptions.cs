using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.Production.Lines;

namespace PrecastMes.Execution;

/// <summary>How execution runs on this host.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Plant seconds in a real second; the host's <see cref="TimeProvider"/> runs at the same speed.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>OPC UA endpoint of the PLC; null takes the tag map's.</summary>
    public string? PlcEndpointUrl { get; init; }

    /// <summary>How the link to the PLC is secured; null takes the tag map's.</summary>
    public LinkSecurity? PlcSecurity { get; init; }

    /// <summary>The password of the PLC's user; null takes it from the place that <see cref="LinkUser"/> names.</summary>
    public string? PlcPassword { get; init; }

    /// <summary>Where a relative <see cref="LinkUser.PasswordFile"/> begins.</summary>
    public string SecretsDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>URI of this application; its certificate bears the same.</summary>
    public string ApplicationUri { get; init; } = "urn:precastmes:execution";

    /// <summary>What we prove to the PLC with who we are; needed for a secured link.</summary>
    public IApplicationCertificates? Certificates { get; init; }

    /// <summary>Decides on the PLC's certificate; needed for a secured link.</summary>
    public ICertificateTrust? Trust { get; init; }

    /// <summary>How often all handshakes are read besides the subscription, real time.</summary>
    public TimeSpan RereadInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Publishing interval of the subscription, real time; null follows the speed: 2 s of plant time, 10–200 ms.</summary>
    public TimeSpan? PublishingInterval { get; init; }

    /// <summary>Greatest wait between two attempts to connect, real time.</summary>
    public TimeSpan LongestReconnectWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a command may take until the caller is told that its fate is unknown, real time.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
