using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security;

/// <summary>Signatures with the key of a certificate, as a policy makes them: of OPN, of sessions, of users (Part 6 §6.8, Part 4 §7.36).</summary>
internal static class CertificateSignature
{
    /// <summary>Bytes of a signature by this certificate's key.</summary>
    public static int LengthFor(SecurityPolicy policy, X509Certificate2 certificate)
    {
        if (policy.Curve is not null)
        {
            return policy.CurveSignatureLength;
        }

        using RSA? rsa = certificate.GetRSAPublicKey();
        return (rsa ?? throw WrongKey(policy, certificate)).KeySize / 8;
    }

    /// <param name="certificate">With its private key.</param>
    public static byte[] Sign(SecurityPolicy policy, X509Certificate2 certificate, ReadOnlySpan<byte> data)
    {
        if (policy.Curve is not null)
        {
            using ECDsa? curve = certificate.GetECDsaPrivateKey();
            return (curve ?? throw WrongKey(policy, certificate)).SignData(data, policy.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        using RSA? rsa = certificate.GetRSAPrivateKey();
        return (rsa ?? throw WrongKey(policy, certificate)).SignData(data, policy.Hash, policy.SignaturePadding);
    }

    public static bool Verify(SecurityPolicy policy, X509Certificate2 certificate, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (policy.Curve is not null)
            {
                using ECDsa? curve = certificate.GetECDsaPublicKey();
                return curve is not null && curve.VerifyData(data, signature, policy.Hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }

            using RSA? rsa = certificate.GetRSAPublicKey();
            return rsa is not null && rsa.VerifyData(data, signature, policy.Hash, policy.SignaturePadding);
        }
        catch (CryptographicException)
        {
            // A key that can't be used proves nothing.
            return false;
        }
    }

    /// <summary>The signature over a certificate and a nonce of its owner, by which we prove to it who we are.</summary>
    public static SignatureData Prove(SecurityPolicy policy, X509Certificate2 own, ReadOnlySpan<byte> peerCertificate, ReadOnlySpan<byte> peerNonce) => new()
    {
        Algorithm = policy.SignatureAlgorithm,
        Signature = Sign(policy, own, [.. peerCertificate, .. peerNonce]),
    };

    /// <summary>
    /// Checks the peer's signature over our certificate and our nonce. Part 4 §5.7.2.2 asks for our certificate alone; older peers signed
    /// the whole chain that we sent.
    /// </summary>
    public static bool IsProved(
        SecurityPolicy policy, X509Certificate2 peer, ReadOnlySpan<byte> ownCertificate, ReadOnlySpan<byte> ownChain, ReadOnlySpan<byte> ownNonce, SignatureData? proof) =>
        proof?.Signature is { } signature
        && (string.IsNullOrEmpty(proof.Algorithm) || policy.SignatureAlgorithm is null || proof.Algorithm == policy.SignatureAlgorithm)
        && (Verify(policy, peer, [.. ownCertificate, .. ownNonce], signature)
            || (ownChain.Length > ownCertificate.Length && Verify(policy, peer, [.. ownChain, .. ownNonce], signature)));

    private static OpcUaException WrongKey(SecurityPolicy policy, X509Certificate2 certificate) =>
        OpcUaException.SecurityCheck(StatusCodes.BadCertificateInvalid, $"the certificate {certificate.Subject} has no key for policy {policy}");
}
