using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The first check of Part 4 §6.1.3: a certificate says only what this stack understands.</summary>
internal static class CertificateStructure
{
    private const int Version3 = 3;

    /// <summary>RFC 5280 §4.2: a critical extension that isn't understood makes the certificate void. Name constraints are among those.</summary>
    private static readonly HashSet<string> Understood =
    [
        CertificateExtensionIds.SubjectKeyIdentifier, CertificateExtensionIds.KeyUsage, CertificateExtensionIds.SubjectAlternativeName,
        CertificateExtensionIds.BasicConstraints, CertificateExtensionIds.CertificatePolicies,
        CertificateExtensionIds.AuthorityKeyIdentifier, CertificateExtensionIds.ExtendedKeyUsage,
    ];

    /// <summary>Null when the certificate is well formed.</summary>
    /// <exception cref="CryptographicException">A part cannot be read.</exception>
    /// <exception cref="AsnContentException">A part cannot be read.</exception>
    public static string? WhyInvalid(X509Certificate2 certificate)
    {
        if (certificate.Version != Version3)
        {
            return $"it is an X.509 certificate of version {certificate.Version}, not 3";
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (X509Extension extension in certificate.Extensions)
        {
            string id = extension.Oid?.Value ?? "";
            if (!seen.Add(id))
            {
                return $"the extension {id} is there twice";
            }

            if (extension.Critical && !Understood.Contains(id))
            {
                return $"the critical extension {id} isn't supported";
            }
        }

        SignedDer signed = SignedDer.Read(certificate.RawDataMemory);
        return InnerAlgorithm(signed).IsSameAs(signed.Algorithm) ? null : "it names another signature algorithm inside than outside";
    }

    private static SignatureAlgorithm InnerAlgorithm(SignedDer signed)
    {
        AsnReader content = new AsnReader(signed.Content, AsnEncodingRules.DER).ReadSequence();
        var version = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (content.PeekTag().HasSameClassAndValue(version))
        {
            content.ReadEncodedValue();
        }

        content.ReadIntegerBytes();
        return SignatureAlgorithm.Read(content);
    }
}
