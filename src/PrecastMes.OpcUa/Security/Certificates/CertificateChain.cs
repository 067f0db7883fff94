using System.Diagnostics.CodeAnalysis;
using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The certificates of one ByteString on the wire: DER after DER, the peer's own first (Part 6 §6.2.6).</summary>
internal sealed class CertificateChain : IDisposable
{
    /// <summary>Bytes of all certificates together; larger ones are refused unread.</summary>
    public const int MaxBytes = 7_500;

    /// <summary>Certificates in one chain, the peer's own included.</summary>
    public const int MaxDepth = 8;

    private CertificateChain(X509Certificate2 leaf, ReadOnlyMemory<byte> leafDer, IReadOnlyList<X509Certificate2> issuers)
    {
        Leaf = leaf;
        LeafDer = leafDer;
        Issuers = issuers;
    }

    /// <summary>The peer's own certificate.</summary>
    public X509Certificate2 Leaf { get; }

    public ReadOnlyMemory<byte> LeafDer { get; }

    /// <summary>What the peer sent along, in its order: material for the chain, not trusted for being here.</summary>
    public IReadOnlyList<X509Certificate2> Issuers { get; }

    /// <summary>Reads the certificates; what cannot be read is Bad_CertificateInvalid with the reason, and no chain.</summary>
    public static CertificateVerdict TryRead(ReadOnlyMemory<byte> der, out CertificateChain? chain)
    {
        chain = null;
        if (der.IsEmpty)
        {
            return Invalid("there is no certificate");
        }

        if (der.Length > MaxBytes)
        {
            return Invalid(string.Create(CultureInfo.InvariantCulture, $"the certificate chain has {der.Length} bytes, the limit is {MaxBytes}"));
        }

        var certificates = new List<X509Certificate2>();
        ReadOnlyMemory<byte> leafDer = default;
        for (ReadOnlyMemory<byte> rest = der; !rest.IsEmpty;)
        {
            if (certificates.Count == MaxDepth)
            {
                return Invalid(string.Create(CultureInfo.InvariantCulture, $"the chain has more than {MaxDepth} certificates"));
            }

            if (!TryReadOne(rest, out X509Certificate2? certificate, out int length, out string? fault))
            {
                return Invalid(string.Create(CultureInfo.InvariantCulture, $"certificate {certificates.Count + 1} of the chain cannot be read: {fault}"));
            }

            if (certificates.Count == 0)
            {
                leafDer = rest[..length];
            }

            certificates.Add(certificate);
            rest = rest[length..];
        }

        chain = new CertificateChain(certificates[0], leafDer, certificates[1..]);
        return CertificateVerdict.Good;
    }

    public void Dispose()
    {
        Leaf.Dispose();
        foreach (X509Certificate2 issuer in Issuers)
        {
            issuer.Dispose();
        }
    }

    private static CertificateVerdict Invalid(string reason) => new(StatusCodes.BadCertificateInvalid, reason);

    private static bool TryReadOne(
        ReadOnlyMemory<byte> der, [NotNullWhen(true)] out X509Certificate2? certificate, out int length, [NotNullWhen(false)] out string? fault)
    {
        certificate = null;
        fault = null;
        try
        {
            // Sequences only: the loader takes PEM and PKCS #7 too, which have no place on the wire.
            Asn1Tag tag = AsnDecoder.ReadEncodedValue(der.Span, AsnEncodingRules.DER, out _, out _, out length);
            if (tag != Asn1Tag.Sequence)
            {
                fault = $"it begins with {tag}, not with a sequence";
            }
            else
            {
                certificate = X509CertificateLoader.LoadCertificate(der.Span[..length]);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            length = 0;
            fault = exception.Message;
        }

        return certificate is not null;
    }
}
