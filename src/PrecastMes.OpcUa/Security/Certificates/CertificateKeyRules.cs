using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The policy check of Part 4 §6.1.3: keys long enough, signatures that cannot be forged.</summary>
internal static class CertificateKeyRules
{
    private const int MinRsaBits = 2048;
    private const int MaxRsaBits = 4096;
    private const int MinCurveBits = 256;

    /// <summary>Null when the key of a peer's own certificate fits the policy, or, where none is known, any policy of this stack.</summary>
    public static string? WhyRefusedLeaf(X509Certificate2 certificate, SecurityPolicy? policy)
    {
        if (CertificateKeys.KindOf(certificate) is not { } kind)
        {
            return "its key is neither RSA nor on nistP256 or nistP384";
        }

        if (policy?.CertificateKind is { } wanted && kind != wanted)
        {
            return $"its key is {kind}, the policy {policy.Name} asks for {wanted}";
        }

        if (kind != CertificateKeyKind.Rsa)
        {
            return null;
        }

        int bits = RsaBits(certificate);
        int min = policy is { MinCertificateKeyBits: > 0 } ? policy.MinCertificateKeyBits : MinRsaBits;
        int max = policy is { MaxCertificateKeyBits: > 0 } ? policy.MaxCertificateKeyBits : MaxRsaBits;
        return bits < min || bits > max ? $"its key has {bits} bits, {policy?.Name ?? "every policy"} asks for {min} to {max}" : null;
    }

    /// <summary>Null when an authority's key is long enough; its kind may be another than the peer's.</summary>
    public static string? WhyRefusedIssuer(X509Certificate2 certificate)
    {
        int rsaBits = RsaBits(certificate);
        if (rsaBits >= MinRsaBits)
        {
            return null;
        }

        using ECDsa? ec = rsaBits == 0 ? certificate.GetECDsaPublicKey() : null;
        return ec?.KeySize >= MinCurveBits ? null : $"the key of the issuer {certificate.Subject} is too short: {ec?.KeySize ?? rsaBits} bits";
    }

    public static string? WhyRefusedSignature(X509Certificate2 certificate)
    {
        SignatureAlgorithm algorithm = SignedDer.Read(certificate.RawDataMemory).Algorithm;
        return algorithm.IsAcceptable ? null : $"{certificate.Subject} is signed by {algorithm.Name}, which isn't accepted";
    }

    /// <summary>0 when the key isn't RSA.</summary>
    private static int RsaBits(X509Certificate2 certificate)
    {
        using RSA? rsa = certificate.GetRSAPublicKey();
        return rsa?.KeySize ?? 0;
    }
}
