namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The kind of key a certificate carries; an application owns one certificate per kind that its policies need (Part 7 §6.6).</summary>
public enum CertificateKeyKind
{
    /// <summary>RSA, 2048 to 4096 bits.</summary>
    Rsa,

    /// <summary>The curve nistP256 (secp256r1).</summary>
    NistP256,

    /// <summary>The curve nistP384 (secp384r1).</summary>
    NistP384,
}
