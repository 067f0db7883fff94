using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The names under which a certificate's holder is known beside its subject (RFC 5280 §4.2.1.6).</summary>
internal sealed record AlternativeNames(IReadOnlyList<string> Uris, IReadOnlyList<string> HostNames, IReadOnlyList<IPAddress> Addresses)
{
    private const int HostName = 2;
    private const int Uri = 6;
    private const int Address = 7;

    /// <summary>Part 6 §6.2.2: the first URI is the ApplicationUri.</summary>
    public string? ApplicationUri => Uris.Count > 0 ? Uris[0] : null;

    /// <summary>Null when the extension cannot be read.</summary>
    public static AlternativeNames? TryOf(X509Certificate2 certificate)
    {
        try
        {
            return Of(certificate);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }

    /// <exception cref="AsnContentException">The extension cannot be read.</exception>
    public static AlternativeNames Of(X509Certificate2 certificate)
    {
        var uris = new List<string>();
        var hostNames = new List<string>();
        var addresses = new List<IPAddress>();
        if (certificate.Extensions[CertificateExtensionIds.SubjectAlternativeName] is { } extension)
        {
            AsnReader names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                ReadName(names, uris, hostNames, addresses);
            }
        }

        return new AlternativeNames(uris, hostNames, addresses);
    }

    private static void ReadName(AsnReader names, List<string> uris, List<string> hostNames, List<IPAddress> addresses)
    {
        Asn1Tag tag = names.PeekTag();
        switch (tag.TagClass == TagClass.ContextSpecific ? tag.TagValue : -1)
        {
            case HostName:
                hostNames.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                break;
            case Uri:
                uris.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, tag));
                break;
            case Address:
                byte[] bytes = names.ReadOctetString(tag);
                if (bytes.Length is 4 or 16)
                {
                    addresses.Add(new IPAddress(bytes));
                }

                break;
            default:
                names.ReadEncodedValue();
                break;
        }
    }
}
