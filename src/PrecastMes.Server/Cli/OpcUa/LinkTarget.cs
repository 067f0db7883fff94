using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Which server a verb talks to, how secured, and as whom.</summary>
internal sealed record LinkTarget
{
    /// <summary>Faults of a server's certificate that may be let pass, by their names in <c>--ignore</c> (Part 12 §7.8.2.10).</summary>
    public static readonly IReadOnlyDictionary<string, TrustListValidationOptions> Ignorable = new Dictionary<string, TrustListValidationOptions>
    {
        ["host-name"] = TrustListValidationOptions.SuppressHostNameInvalid,
        ["expired"] = TrustListValidationOptions.SuppressCertificateExpired | TrustListValidationOptions.SuppressIssuerCertificateExpired,
        ["revocation"] = TrustListValidationOptions.SuppressRevocationStatusUnknown | TrustListValidationOptions.SuppressIssuerRevocationStatusUnknown,
    };

    public required string Url { get; init; }

    /// <summary>Null takes the best that the server offers.</summary>
    public required SecurityPolicy? Policy { get; init; }

    public required MessageSecurityMode Mode { get; init; }

    public required UserIdentity User { get; init; }

    public required string PkiFolder { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required IReadOnlyList<string> Ignored { get; init; }

    public required bool Verbose { get; init; }

    public TrustListValidationOptions Validation =>
        Ignored.Aggregate(TrustListValidationOptions.CheckRevocationStatusOffline, (options, name) => options | Ignorable[name]);
}
