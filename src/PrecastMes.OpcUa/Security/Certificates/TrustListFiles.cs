using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Reads a trust list from its folders. A file that cannot be read is told of and left out; the rest holds.</summary>
internal static class TrustListFiles
{
    private const int MaxCertificateBytes = 64 * 1024;
    private const int MaxRevocationListBytes = 5 * 1024 * 1024;
    private const string RevocationListLabel = "X509 CRL";

    public static TrustList Read(PkiFolders folders, bool users, ILogger logger) => new(
        [.. Certificates(folders.TrustedCerts(users), logger).Select(file => file.Certificate)],
        [.. Certificates(folders.IssuerCerts(users), logger).Select(file => file.Certificate)],
        [.. RevocationLists(folders.TrustedCrls(users), logger), .. RevocationLists(folders.IssuerCrls(users), logger)]);

    /// <summary>DER or PEM, whatever the ending of the name.</summary>
    public static IEnumerable<(string Path, X509Certificate2 Certificate)> Certificates(string folder, ILogger logger) =>
        Files(folder, MaxCertificateBytes, X509CertificateLoader.LoadCertificate, logger);

    private static IEnumerable<RevocationList> RevocationLists(string folder, ILogger logger) =>
        Files(folder, MaxRevocationListBytes, content => RevocationList.Read(DerOf(content)), logger).Select(file => file.Content);

    private static List<(string Path, T Content)> Files<T>(string folder, int maxBytes, Func<byte[], T> read, ILogger logger)
    {
        var found = new List<(string, T)>();
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (PkiFolders.IsUnfinished(name) || name.StartsWith('.') || name.EndsWith(RejectedCertificates.ReasonSuffix, StringComparison.Ordinal))
            {
                continue;
            }

            try
            {
                found.Add((path, read(Content(path, maxBytes))));
            }
            catch (Exception exception) when (exception
                is CryptographicException or AsnContentException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
            {
                Log.CertificateFileUnreadable(logger, path, exception.Message);
            }
        }

        return found;
    }

    private static byte[] Content(string path, int maxBytes)
    {
        // Behind a link, as some mount certificates; the link's own length is that of its text.
        FileSystemInfo file = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
        return new FileInfo(file.FullName).Length switch
        {
            // A pipe or a device has no length either, and could be read for ever.
            0 => throw new InvalidDataException("the file is empty, or no regular file"),
            var length when length > maxBytes => throw new InvalidDataException($"the file is longer than {maxBytes} bytes"),
            _ => File.ReadAllBytes(file.FullName),
        };
    }

    private static byte[] DerOf(byte[] content)
    {
        string text = System.Text.Encoding.UTF8.GetString(content);
        return PemEncoding.TryFind(text, out PemFields fields) && text[fields.Label] == RevocationListLabel
            ? Convert.FromBase64String(text[fields.Base64Data])
            : content;
    }
}
