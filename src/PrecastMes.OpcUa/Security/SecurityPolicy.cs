using System.Security.Cryptography;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Security;

/// <summary>
/// The facts of a security policy (Part 7 §6.6): lengths in bytes unless said otherwise. The channel reads its rules from here and knows
/// no policy by name. Basic128Rsa15 and Basic256 are left out for good: their padding and SHA-1 signatures can be forged.
/// </summary>
public sealed record SecurityPolicy
{
    private const string UriPrefix = "http://opcfoundation.org/UA/SecurityPolicy#";
    private const string RsaSha256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private const string RsaOaep = "http://www.w3.org/2001/04/xmlenc#rsa-oaep";

    private SecurityPolicy(string name, CertificateKeyKind? kind)
    {
        Name = name;
        Uri = UriPrefix + name;
        CertificateKind = kind;
    }

    /// <summary>Neither signed nor encrypted.</summary>
    public static SecurityPolicy None { get; } = new("None", null) { LegacySequenceNumbers = true };

    /// <summary>RSA 2048–4096, OAEP with SHA-1, PKCS#1 signatures with SHA-256, AES-256-CBC; what every PLC speaks.</summary>
    public static SecurityPolicy Basic256Sha256 { get; } = Rsa("Basic256Sha256") with { SecurityLevel = 20 };

    /// <summary>As <see cref="Basic256Sha256"/> with AES-128-CBC.</summary>
    public static SecurityPolicy Aes128Sha256RsaOaep { get; } = Rsa("Aes128_Sha256_RsaOaep") with { EncryptingKeyLength = 16, SecurityLevel = 10 };

    /// <summary>RSA 2048–4096, OAEP with SHA-256, PSS signatures with SHA-256, AES-256-CBC.</summary>
    public static SecurityPolicy Aes256Sha256RsaPss { get; } = Rsa("Aes256_Sha256_RsaPss") with
    {
        SignatureAlgorithm = "http://opcfoundation.org/UA/security/rsa-pss-sha2-256",
        EncryptionAlgorithm = "http://opcfoundation.org/UA/security/rsa-oaep-sha2-256",
        SignaturePadding = RSASignaturePadding.Pss,
        EncryptionPadding = RSAEncryptionPadding.OaepSHA256,
        EncryptionOverhead = 66,
        SecurityLevel = 30,
    };

    /// <summary>ECDSA and ECDH on nistP256, SHA-256, AES-128-CBC.</summary>
    public static SecurityPolicy EccNistP256 { get; } = new("ECC_nistP256", CertificateKeyKind.NistP256)
    {
        Curve = ECCurve.NamedCurves.nistP256,
        CurveSignatureLength = 64,
        MinCertificateKeyBits = 256,
        MaxCertificateKeyBits = 256,
        NonceLength = 64,
        SigningKeyLength = 32,
        SignatureLength = 32,
        EncryptingKeyLength = 16,
        BlockLength = 16,
        SecurityLevel = 25,
    };

    /// <summary>ECDSA and ECDH on nistP384, SHA-384, AES-256-CBC.</summary>
    public static SecurityPolicy EccNistP384 { get; } = new("ECC_nistP384", CertificateKeyKind.NistP384)
    {
        Hash = HashAlgorithmName.SHA384,
        Curve = ECCurve.NamedCurves.nistP384,
        CurveSignatureLength = 96,
        MinCertificateKeyBits = 384,
        MaxCertificateKeyBits = 384,
        NonceLength = 96,
        SigningKeyLength = 48,
        SignatureLength = 48,
        EncryptingKeyLength = 32,
        BlockLength = 16,
        SecurityLevel = 35,
    };

    /// <summary>The policies that this stack speaks.</summary>
    public static IReadOnlyList<SecurityPolicy> All { get; } =
        [None, Basic256Sha256, Aes128Sha256RsaOaep, Aes256Sha256RsaPss, EccNistP256, EccNistP384];

    /// <summary>As it goes over the wire.</summary>
    public string Uri { get; }

    /// <summary>The last part of the URI.</summary>
    public string Name { get; }

    /// <summary>The kind of key that both sides' certificates have; null where none is needed.</summary>
    public CertificateKeyKind? CertificateKind { get; }

    /// <summary>False for None alone.</summary>
    public bool IsSecure => CertificateKind is not null;

    /// <summary>URI of the signature with a certificate's key; null where the policy's own URI says it all.</summary>
    public string? SignatureAlgorithm { get; private init; }

    /// <summary>URI of the encryption for a certificate's key; null where nothing is encrypted for one.</summary>
    public string? EncryptionAlgorithm { get; private init; }

    /// <summary>Of signatures, and of the keys that are made from the nonces.</summary>
    public HashAlgorithmName Hash { get; private init; } = HashAlgorithmName.SHA256;

    /// <summary>Bits of the smallest key a certificate may have under this policy.</summary>
    public int MinCertificateKeyBits { get; private init; }

    /// <summary>Bits of the largest key a certificate may have under this policy.</summary>
    public int MaxCertificateKeyBits { get; private init; }

    /// <summary>Bytes of the nonces of OPN; 0 when no keys are made from them.</summary>
    public int NonceLength { get; private init; }

    /// <summary>Key of the messages' HMAC.</summary>
    public int SigningKeyLength { get; private init; }

    /// <summary>The messages' HMAC itself.</summary>
    public int SignatureLength { get; private init; }

    /// <summary>Key of the messages' AES.</summary>
    public int EncryptingKeyLength { get; private init; }

    /// <summary>Block of the messages' AES, which is also the length of its initialization vector.</summary>
    public int BlockLength { get; private init; }

    /// <summary>
    /// Part 6 §6.7.2.4: older policies may start their sequence numbers anywhere below 1024 and wrap before the end of 32 bits.
    /// </summary>
    public bool LegacySequenceNumbers { get; private init; }

    /// <summary>Relative worth of SignAndEncrypt under this policy, for EndpointDescription.SecurityLevel; Sign is worth less than any of them.</summary>
    public byte SecurityLevel { get; private init; }

    internal RSASignaturePadding SignaturePadding { get; private init; } = RSASignaturePadding.Pkcs1;

    internal RSAEncryptionPadding EncryptionPadding { get; private init; } = RSAEncryptionPadding.OaepSHA1;

    /// <summary>The curve of the certificates and of the ephemeral keys of OPN; null for RSA policies.</summary>
    internal ECCurve? Curve { get; private init; }

    /// <summary>A signature on the curve: its two numbers, each as long as the curve's field.</summary>
    internal int CurveSignatureLength { get; private init; }

    /// <summary>What the encryption for an RSA key takes of each block.</summary>
    internal int EncryptionOverhead { get; private init; }

    /// <summary>Null for a URI that this stack does not speak.</summary>
    public static SecurityPolicy? Find(string? uri) => All.FirstOrDefault(policy => policy.Uri == uri);

    /// <summary><see cref="Name"/>.</summary>
    public override string ToString() => Name;

    private static SecurityPolicy Rsa(string name) => new(name, CertificateKeyKind.Rsa)
    {
        SignatureAlgorithm = RsaSha256,
        EncryptionAlgorithm = RsaOaep,
        EncryptionOverhead = 42,
        MinCertificateKeyBits = 2048,
        MaxCertificateKeyBits = 4096,
        NonceLength = 32,
        SigningKeyLength = 32,
        SignatureLength = 32,
        EncryptingKeyLength = 32,
        BlockLength = 16,
        LegacySequenceNumbers = true,
    };
}
