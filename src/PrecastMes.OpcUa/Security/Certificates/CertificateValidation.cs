namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>How strictly peers' certificates are checked (Part 4 §6.1.3, Part 12 §7.8.2.10).</summary>
public sealed record CertificateValidation
{
    /// <summary>
    /// Errors to let pass, each one logged; without CheckRevocationStatusOffline revocation lists aren't asked for at all.
    /// CheckRevocationStatusOnline has no effect: nothing here uses the network.
    /// </summary>
    public TrustListValidationOptions Options { get; init; } = TrustListValidationOptions.CheckRevocationStatusOffline;

    /// <summary>How far two clocks may be apart before a validity time counts as missed; 0 to 1 day.</summary>
    public TimeSpan TimeTolerance { get; init; } = TimeSpan.FromMinutes(5);
}
