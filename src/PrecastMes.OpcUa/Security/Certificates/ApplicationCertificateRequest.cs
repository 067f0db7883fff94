namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>What a certificate of our own shall say (Part 6 §6.2.2).</summary>
public sealed record ApplicationCertificateRequest
{
    /// <summary>Stands in the certificate exactly as written; ASCII.</summary>
    public required string ApplicationUri { get; init; }

    /// <summary>Common name of the subject.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>Who runs the application.</summary>
    public string Organization { get; init; } = "PrecastMes";

    /// <summary>Names and IP addresses under which the application is reached; clients compare them with the host they dialled.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Which policies it is to serve.</summary>
    public CertificateKeyKind KeyKind { get; init; } = CertificateKeyKind.Rsa;

    /// <summary>Bits of an RSA key: 2048, 3072 or 4096. Curves have their own.</summary>
    public int RsaKeyBits { get; init; } = 3072;

    /// <summary>From creation on, at most 20 years.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(5 * 365);
}
