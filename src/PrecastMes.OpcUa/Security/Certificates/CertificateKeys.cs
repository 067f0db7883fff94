using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>What the public key of a certificate is.</summary>
internal static class CertificateKeys
{
    private const string NistP256 = "1.2.840.10045.3.1.7";
    private const string NistP384 = "1.3.132.0.34";

    /// <summary>Null when the key is of a kind that no policy uses.</summary>
    /// <exception cref="CryptographicException">The key cannot be read.</exception>
    public static CertificateKeyKind? KindOf(X509Certificate2 certificate)
    {
        using (RSA? rsa = certificate.GetRSAPublicKey())
        {
            if (rsa is not null)
            {
                return CertificateKeyKind.Rsa;
            }
        }

        using ECDsa? ec = certificate.GetECDsaPublicKey();
        if (ec is null)
        {
            return null;
        }

        ECCurve curve = ec.ExportParameters(includePrivateParameters: false).Curve;
        return curve.IsNamed
            ? curve.Oid.Value switch { NistP256 => CertificateKeyKind.NistP256, NistP384 => CertificateKeyKind.NistP384, _ => null }
            : null;
    }
}
