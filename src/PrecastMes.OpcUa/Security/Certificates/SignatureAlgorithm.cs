using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>How a certificate or revocation list was signed: an AlgorithmIdentifier of RFC 5280 §4.1.1.2.</summary>
/// <param name="Id">Object identifier.</param>
/// <param name="Der">All of it, parameters too.</param>
/// <param name="Hash">Null when this stack doesn't know the algorithm.</param>
/// <param name="Padding">Null when it isn't RSA.</param>
internal sealed record SignatureAlgorithm(string Id, ReadOnlyMemory<byte> Der, HashAlgorithmName? Hash, RSASignaturePadding? Padding)
{
    private const string RsaPss = "1.2.840.113549.1.1.10";

    /// <summary>Whether a certificate signed this way may be relied on: SHA-1 and older can be forged.</summary>
    public bool IsAcceptable => Hash is { } hash && hash != HashAlgorithmName.SHA1;

    public string Name => Hash is { } hash ? $"{hash.Name} with {(Padding is null ? "ECDSA" : $"RSA ({Padding.Mode})")}" : $"algorithm {Id}";

    /// <exception cref="AsnContentException">The bytes are no AlgorithmIdentifier.</exception>
    public static SignatureAlgorithm Read(AsnReader reader)
    {
        ReadOnlyMemory<byte> der = reader.PeekEncodedValue();
        AsnReader identifier = reader.ReadSequence();
        string id = identifier.ReadObjectIdentifier();
        return id switch
        {
            "1.2.840.113549.1.1.5" => new(id, der, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.11" => new(id, der, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.12" => new(id, der, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "1.2.840.113549.1.1.13" => new(id, der, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "1.2.840.10045.4.1" => new(id, der, HashAlgorithmName.SHA1, null),
            "1.2.840.10045.4.3.2" => new(id, der, HashAlgorithmName.SHA256, null),
            "1.2.840.10045.4.3.3" => new(id, der, HashAlgorithmName.SHA384, null),
            "1.2.840.10045.4.3.4" => new(id, der, HashAlgorithmName.SHA512, null),
            RsaPss => new(id, der, PssHash(identifier), RSASignaturePadding.Pss),
            _ => new(id, der, null, null),
        };
    }

    /// <summary>
    /// RFC 5280 §4.1.1.2: how a thing is signed stands in it twice, and only one of the two is under the signature; they must not differ in a bit.
    /// </summary>
    public bool IsSameAs(SignatureAlgorithm other) => Der.Span.SequenceEqual(other.Der.Span);

    /// <summary>True when <paramref name="signature"/> over <paramref name="data"/> is the issuer's.</summary>
    /// <exception cref="CryptographicException">The issuer's key cannot be read.</exception>
    public bool Verifies(X509Certificate2 issuer, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (Hash is not { } hash)
        {
            return false;
        }

        if (Padding is not null)
        {
            using RSA? rsa = issuer.GetRSAPublicKey();
            return rsa is not null && rsa.VerifyData(data, signature, hash, Padding);
        }

        using ECDsa? ec = issuer.GetECDsaPublicKey();
        return ec is not null && ec.VerifyData(data, signature, hash, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>RFC 4055 §3.1: without parameters the hash is SHA-1.</summary>
    private static HashAlgorithmName? PssHash(AsnReader identifier)
    {
        if (!identifier.HasData)
        {
            return HashAlgorithmName.SHA1;
        }

        AsnReader parameters = identifier.ReadSequence();
        var hashTag = new Asn1Tag(TagClass.ContextSpecific, 0);
        if (!parameters.HasData || !parameters.PeekTag().HasSameClassAndValue(hashTag))
        {
            return HashAlgorithmName.SHA1;
        }

        return parameters.ReadSequence(hashTag).ReadSequence().ReadObjectIdentifier() switch
        {
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
            _ => null,
        };
    }
}
