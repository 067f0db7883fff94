using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Makes self-signed application instance certificates with the fields of Part 6 §6.2.2.</summary>
internal static class SelfSignedCertificate
{
    private static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag UniformResourceIdentifier = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag IpAddress = new(TagClass.ContextSpecific, 7);
    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(20 * 366);

    /// <summary>A peer whose clock is a little behind must not find a certificate of the future.</summary>
    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1);

    public static X509Certificate2 Create(ApplicationCertificateRequest what, DateTimeOffset now)
    {
        if (what.Lifetime <= TimeSpan.Zero || what.Lifetime > LongestLifetime)
        {
            throw new ArgumentException($"the lifetime {what.Lifetime} is not between 0 and {LongestLifetime}", nameof(what));
        }

        if (what.KeyKind == CertificateKeyKind.Rsa)
        {
            if (what.RsaKeyBits is not (2048 or 3072 or 4096))
            {
                throw new ArgumentException($"an RSA key of {what.RsaKeyBits} bits is not one of 2048, 3072 and 4096", nameof(what));
            }

            using var rsa = RSA.Create(what.RsaKeyBits);
            return Sign(new CertificateRequest(Subject(what), rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), what, now);
        }

        bool small = what.KeyKind == CertificateKeyKind.NistP256;
        using var key = ECDsa.Create(small ? ECCurve.NamedCurves.nistP256 : ECCurve.NamedCurves.nistP384);
        return Sign(new CertificateRequest(Subject(what), key, small ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA384), what, now);
    }

    private static X509Certificate2 Sign(CertificateRequest request, ApplicationCertificateRequest what, DateTimeOffset now)
    {
        X509KeyUsageFlags usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        // Part 6 §6.2.2: an RSA key also wraps secrets, a key on a curve only signs; a self-signed certificate signs itself.
        if (what.KeyKind == CertificateKeyKind.Rsa)
        {
            usage |= X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment;
        }

        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid(KeyPurposes.ServerAuthentication), new Oid(KeyPurposes.ClientAuthentication)], critical: false));
        request.CertificateExtensions.Add(AlternativeNames(what));
        var identifier = new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false);
        request.CertificateExtensions.Add(identifier);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        return request.CreateSelfSigned(now - Backdated, now + what.Lifetime);
    }

    private static X500DistinguishedName Subject(ApplicationCertificateRequest what)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (string label in FirstHostName(what)?.Split('.').Reverse() ?? [])
        {
            subject.AddDomainComponent(label);
        }

        subject.AddOrganizationName(what.Organization);
        subject.AddCommonName(what.ApplicationName);
        return subject.Build();
    }

    private static string? FirstHostName(ApplicationCertificateRequest what) =>
        what.Hosts.FirstOrDefault(host => !IPAddress.TryParse(host, out _) && host.Split('.').All(label => label.Length is > 0 and < 64));

    /// <summary>Written by hand because the URI has to stand there character for character, and System.Uri rewrites some.</summary>
    private static X509Extension AlternativeNames(ApplicationCertificateRequest what)
    {
        if (what.ApplicationUri.Length == 0 || !IsAscii(what.ApplicationUri))
        {
            throw new ArgumentException($"the ApplicationUri '{what.ApplicationUri}' is empty or not ASCII", nameof(what));
        }

        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            names.WriteCharacterString(UniversalTagNumber.IA5String, what.ApplicationUri, UniformResourceIdentifier);
            foreach (string host in what.Hosts.Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (IPAddress.TryParse(host, out IPAddress? address))
                {
                    names.WriteOctetString(address.GetAddressBytes(), IpAddress);
                }
                else if (host.Length > 0 && IsAscii(host))
                {
                    names.WriteCharacterString(UniversalTagNumber.IA5String, host, DnsName);
                }
                else
                {
                    throw new ArgumentException($"the host '{host}' is empty or not ASCII", nameof(what));
                }
            }
        }

        return new X509Extension(CertificateExtensionIds.SubjectAlternativeName, names.Encode(), critical: false);
    }

    private static bool IsAscii(string text) => text.All(character => character is > ' ' and < (char)127);
}
