using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Security;

/// <summary>The facts of a security policy (Part 7 §6.6). The channel reads lengths and rules from here and knows no policy by name.</summary>
public sealed record SecurityPolicy
{
    public static SecurityPolicy None { get; } = new() { Uri = "http://opcfoundation.org/UA/SecurityPolicy#None", Name = "None" };

    /// <summary>The policies that this stack speaks.</summary>
    public static IReadOnlyList<SecurityPolicy> All { get; } = [None];

    public required string Uri { get; init; }

    public required string Name { get; init; }

    /// <summary>The kind of key both peers' certificates carry; null for None, which needs no certificate.</summary>
    public CertificateKeyKind? CertificateKind { get; init; }

    /// <summary>Bits of the smallest key a certificate may have under this policy.</summary>
    public int MinCertificateKeyBits { get; init; }

    /// <summary>Bits of the largest key a certificate may have under this policy.</summary>
    public int MaxCertificateKeyBits { get; init; }

    /// <summary>Bytes of the nonces of OPN; 0 when no keys are made from them.</summary>
    public int NonceLength { get; init; }

    /// <summary>
    /// Part 6 §6.7.2.4: older policies may start their sequence numbers anywhere below 1024 and wrap before the end of 32 bits.
    /// </summary>
    public bool LegacySequenceNumbers { get; init; } = true;

    public static SecurityPolicy? Find(string? uri) => All.FirstOrDefault(policy => policy.Uri == uri);
}
