using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

/// <summary>Describes a certificate to be made; what isn't said is as a good application's.</summary>
internal sealed record TestCertificate
{
    public const X509KeyUsageFlags ApplicationUse = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation
        | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment;

    public const X509KeyUsageFlags AuthorityUse = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public string Name { get; init; } = "press";

    public string? Uri { get; init; } = "urn:plant:press";

    public string? Host { get; init; } = "press.plant";

    public DateTimeOffset From { get; init; } = Now.AddDays(-10);

    public DateTimeOffset To { get; init; } = Now.AddYears(1);

    public X509KeyUsageFlags? Use { get; init; } = ApplicationUse;

    public bool Authority { get; init; }

    public int? PathLength { get; init; }

    public string[] Purposes { get; init; } = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];

    public int KeyBits { get; init; } = 2048;

    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    public RSASignaturePadding Padding { get; init; } = RSASignaturePadding.Pkcs1;

    public IReadOnlyList<X509Extension> Further { get; init; } = [];

    public static TestCertificate AuthorityNamed(string name) =>
        new() { Name = name, Uri = null, Host = null, Use = AuthorityUse, Authority = true, Purposes = [] };

    /// <summary>Self-signed with the key of its name.</summary>
    public X509Certificate2 SelfSigned() => IssuedBy(Name, this);

    /// <summary>Issued by another description's name and key.</summary>
    public X509Certificate2 IssuedBy(TestCertificate issuer) => IssuedBy(issuer.Name, issuer);

    private X509Certificate2 IssuedBy(string issuerName, TestCertificate issuer)
    {
        RSA key = TestKeys.Rsa(Name, KeyBits);
        var request = new CertificateRequest(Subject(Name), key, Hash, Padding);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(Authority, PathLength is not null, PathLength ?? 0, critical: true));
        if (Use is { } use)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(use, critical: true));
        }

        if (Purposes.Length > 0)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. Purposes.Select(id => new Oid(id))], critical: false));
        }

        if (Uri is not null || Host is not null)
        {
            request.CertificateExtensions.Add(Names());
        }

        foreach (X509Extension further in Further)
        {
            request.CertificateExtensions.Add(further);
        }

        RSA issuerKey = TestKeys.Rsa(issuerName, issuer.KeyBits);
        X509SignatureGenerator generator = Hash == HashAlgorithmName.SHA1
            ? new Sha1SignatureGenerator(issuerKey)
            : X509SignatureGenerator.CreateForRSA(issuerKey, Padding);
        using X509Certificate2 bare = request.Create(Subject(issuerName), generator, From, To, RandomNumberGenerator.GetBytes(12));
        return bare.CopyWithPrivateKey(key);
    }

    private static X500DistinguishedName Subject(string name) => new($"CN={name}, O=plant");

    private X509Extension Names()
    {
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            if (Uri is not null)
            {
                names.WriteCharacterString(UniversalTagNumber.IA5String, Uri, new Asn1Tag(TagClass.ContextSpecific, 6));
            }

            if (Host is not null)
            {
                names.WriteCharacterString(UniversalTagNumber.IA5String, Host, new Asn1Tag(TagClass.ContextSpecific, 2));
            }
        }

        return new X509Extension("2.5.29.17", names.Encode(), critical: false);
    }
}
