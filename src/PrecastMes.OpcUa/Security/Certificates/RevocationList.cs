using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>A certificate revocation list of one authority (RFC 5280 §5).</summary>
internal sealed class RevocationList
{
    private static readonly Asn1Tag Extensions = new(TagClass.ContextSpecific, 0);

    private readonly SignedDer _signed;
    private readonly byte[] _issuer;
    private readonly HashSet<string> _revoked;
    private readonly string? _unknownCritical;

    private RevocationList(SignedDer signed, byte[] issuer, DateTimeOffset thisUpdate, DateTimeOffset? nextUpdate, HashSet<string> revoked, string? unknownCritical)
    {
        _signed = signed;
        _issuer = issuer;
        _revoked = revoked;
        _unknownCritical = unknownCritical;
        ThisUpdate = thisUpdate;
        NextUpdate = nextUpdate;
    }

    public string Issuer => new X500DistinguishedName(_issuer).Name;

    public DateTimeOffset ThisUpdate { get; }

    /// <summary>Null when the authority promises no date.</summary>
    public DateTimeOffset? NextUpdate { get; }

    public int RevokedCount => _revoked.Count;

    /// <exception cref="AsnContentException">The bytes are no revocation list.</exception>
    public static RevocationList Read(ReadOnlyMemory<byte> der)
    {
        SignedDer signed = SignedDer.Read(der);
        AsnReader list = new AsnReader(signed.Content, AsnEncodingRules.DER).ReadSequence();
        if (list.PeekTag().HasSameClassAndValue(Asn1Tag.Integer))
        {
            list.ReadInteger();
        }

        if (!SignatureAlgorithm.Read(list).IsSameAs(signed.Algorithm))
        {
            throw new AsnContentException("the list names another signature algorithm inside than outside");
        }

        byte[] issuer = list.ReadEncodedValue().ToArray();
        DateTimeOffset thisUpdate = ReadTime(list);
        DateTimeOffset? nextUpdate = list.HasData && IsTime(list.PeekTag()) ? ReadTime(list) : null;
        var revoked = new HashSet<string>(StringComparer.Ordinal);
        string? unknownCritical = null;
        if (list.HasData && list.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            for (AsnReader entries = list.ReadSequence(); entries.HasData;)
            {
                AsnReader entry = entries.ReadSequence();
                revoked.Add(Convert.ToHexString(entry.ReadIntegerBytes().Span));
                ReadTime(entry);
                if (entry.HasData)
                {
                    unknownCritical ??= FirstCritical(entry.ReadSequence());
                }
            }
        }

        if (list.HasData)
        {
            unknownCritical ??= FirstCritical(list.ReadSequence(Extensions).ReadSequence());
        }

        return new RevocationList(signed, issuer, thisUpdate, nextUpdate, revoked, unknownCritical);
    }

    /// <summary>Whether the list is this authority's: its name and its signature, which a name alone doesn't prove.</summary>
    public bool IsOf(X509Certificate2 authority)
    {
        if (!_issuer.AsSpan().SequenceEqual(authority.SubjectName.RawData) || !_signed.Algorithm.IsAcceptable)
        {
            return false;
        }

        X509KeyUsageExtension? usage = authority.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        return (usage is null || usage.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign)) && _signed.IsSignedBy(authority);
    }

    /// <summary>Why the list doesn't prove that a certificate still stands, or null when it does.</summary>
    public string? WhyNotCurrent(DateTimeOffset now, TimeSpan tolerance)
    {
        // RFC 5280 §5.2: a list with a critical extension that isn't understood (a delta, an indirect list) may leave certificates out.
        if (_unknownCritical is not null)
        {
            return $"its revocation list has the critical extension {_unknownCritical}, which isn't supported";
        }

        if (ThisUpdate > now + tolerance)
        {
            return $"its revocation list is of {ThisUpdate:u}, which is yet to come";
        }

        return NextUpdate < now - tolerance ? $"its revocation list ran out at {NextUpdate:u}" : null;
    }

    public bool Revokes(X509Certificate2 certificate) => _revoked.Contains(Convert.ToHexString(certificate.SerialNumberBytes.Span));

    private static bool IsTime(Asn1Tag tag) => tag.HasSameClassAndValue(Asn1Tag.UtcTime) || tag.HasSameClassAndValue(Asn1Tag.GeneralizedTime);

    private static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();

    private static string? FirstCritical(AsnReader extensions)
    {
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string id = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean) && extension.ReadBoolean())
            {
                return id;
            }
        }

        return null;
    }
}
