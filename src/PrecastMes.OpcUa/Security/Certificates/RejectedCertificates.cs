using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>
/// The folder of refused certificates: DER files, and beside each a JSON file with the reason. The newest stay,
/// so that a flood of strangers fills no disk.
/// </summary>
internal sealed class RejectedCertificates(PkiFolders folders, int capacity, ILogger logger)
{
    public const string ReasonSuffix = ".json";

    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    public void Add(X509Certificate2 certificate, CertificateHolder holder, CertificateVerdict verdict, DateTimeOffset now)
    {
        string path = Path.Combine(folders.RejectedCerts, CertificateFileName.Of(certificate));
        // The reason first: whoever sees the certificate finds its reason too.
        PkiFolders.Write(path + ReasonSuffix, Reason(certificate, holder, verdict, now));
        PkiFolders.Write(path, certificate.RawData);
        foreach (FileInfo old in CertificateFiles().OrderByDescending(file => file.LastWriteTimeUtc).Skip(capacity))
        {
            Delete(old.FullName);
        }
    }

    /// <summary>The newest first.</summary>
    public IReadOnlyList<RejectedCertificate> Read() =>
    [
        .. TrustListFiles.Certificates(folders.RejectedCerts, logger)
            .Select(file => Describe(file.Path, file.Certificate))
            .OrderByDescending(rejected => rejected.At)
            .ThenBy(rejected => rejected.Thumbprint, StringComparer.Ordinal),
    ];

    public (string Path, X509Certificate2 Certificate)? Find(string thumbprint) => TrustListFiles.Certificates(folders.RejectedCerts, logger)
        .Where(file => file.Certificate.Thumbprint.Equals(thumbprint, StringComparison.OrdinalIgnoreCase))
        .Select(file => ((string, X509Certificate2)?)file)
        .FirstOrDefault();

    public static void Delete(string path)
    {
        File.Delete(path);
        File.Delete(path + ReasonSuffix);
    }

    private IEnumerable<FileInfo> CertificateFiles() => new DirectoryInfo(folders.RejectedCerts).EnumerateFiles()
        .Where(file => !file.Name.EndsWith(ReasonSuffix, StringComparison.Ordinal) && !PkiFolders.IsUnfinished(file.Name));

    private static byte[] Reason(X509Certificate2 certificate, CertificateHolder holder, CertificateVerdict verdict, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            writer.WriteStartObject();
            writer.WriteString("thumbprint", certificate.Thumbprint);
            writer.WriteString("subject", certificate.Subject);
            writer.WriteString("holder", holder.ToString());
            writer.WriteNumber("statusCode", verdict.Status.Code);
            writer.WriteString("status", verdict.Status.ToString());
            writer.WriteString("reason", verdict.Reason);
            writer.WriteString("at", now.ToString("O", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>A certificate that somebody put here by hand has no reason beside it.</summary>
    private static RejectedCertificate Describe(string path, X509Certificate2 certificate)
    {
        var holder = CertificateHolder.Client;
        StatusCode status = StatusCodes.BadCertificateUntrusted;
        string reason = "";
        DateTimeOffset at = File.GetLastWriteTimeUtc(path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path + ReasonSuffix));
            JsonElement root = document.RootElement;
            holder = Enum.Parse<CertificateHolder>(root.GetProperty("holder").GetString() ?? "");
            status = new StatusCode(root.GetProperty("statusCode").GetUInt32());
            reason = root.GetProperty("reason").GetString() ?? "";
            at = DateTimeOffset.Parse(root.GetProperty("at").GetString() ?? "", CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            reason = "";
        }

        return new RejectedCertificate
        {
            Thumbprint = certificate.Thumbprint,
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            ApplicationUri = AlternativeNames.TryOf(certificate)?.ApplicationUri,
            ValidFrom = certificate.NotBefore.ToUniversalTime(),
            ValidTo = certificate.NotAfter.ToUniversalTime(),
            Holder = holder,
            Status = status,
            Reason = reason,
            At = at,
        };
    }
}
