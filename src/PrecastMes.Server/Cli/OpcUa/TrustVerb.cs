using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;
using StatusCodes = PrecastMes.OpcUa.StatusCodes;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary><c>opcua trust</c>: which certificates are trusted, which were rejected and why, and the deciding about them.</summary>
internal static class TrustVerb
{
    public static Command Command() => new("trust", Text.Of("opcua.trust.description")) { List(), Add(), Remove() };

    private static Command List()
    {
        var command = new Command("list", Text.Of("opcua.trust.list.description")) { PkiFolder.Option, Output.Json };
        command.SetAction((parsed, _) => WithStoreAsync(parsed, store =>
        {
            var entries = Entries(store);
            if (parsed.GetValue(Output.Json))
            {
                Output.WriteJson(writer => WriteJson(writer, store, entries));
            }
            else
            {
                WriteTable(store, entries);
            }

            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    private static Command Add()
    {
        var what = new Argument<string>("THUMBPRINT|FILE") { Description = Text.Of("opcua.trust.add.what") };
        var user = new Option<bool>("--as-user") { Description = Text.Of("opcua.trust.add.user") };
        var command = new Command("add", Text.Of("opcua.trust.add.description")) { what, user, PkiFolder.Option };
        command.SetAction((parsed, cancel) => WithStoreAsync(parsed, store => AddAsync(store, parsed.GetRequiredValue(what), parsed.GetValue(user), cancel)));
        return command;
    }

    private static Command Remove()
    {
        var thumbprint = new Argument<string>("THUMBPRINT") { Description = Text.Of("opcua.trust.thumbprint") };
        var command = new Command("remove", Text.Of("opcua.trust.remove.description")) { thumbprint, PkiFolder.Option };
        command.SetAction((parsed, cancel) => WithStoreAsync(parsed, async store =>
        {
            var asked = parsed.GetRequiredValue(thumbprint);
            var plain = Plain(asked);
            var removed = (plain.Length > 0 ? await store.DistrustAsync(plain, cancel) : null) ?? throw new UsageException(Text.Of("opcua.trust.remove.none", asked));
            Console.Out.WriteLine(Text.Of("opcua.trust.removed", removed.Subject, removed.Thumbprint));
            return ExitCode.Done;
        }));
        return command;
    }

    private static async Task<int> AddAsync(PkiStore store, string what, bool user, CancellationToken cancel)
    {
        if (File.Exists(what))
        {
            try
            {
                using var certificate = X509CertificateLoader.LoadCertificateFromFile(what);
                await store.TrustAsync(certificate, user, cancel);
                Console.Out.WriteLine(Text.Of("opcua.trust.added", certificate.Subject, certificate.Thumbprint));
                return ExitCode.Done;
            }
            catch (CryptographicException fault)
            {
                throw new UsageException(Text.Of("opcua.trust.file", what, fault.Message));
            }
        }

        var plain = Plain(what);
        var trusted = (plain.Length > 0 ? await store.TrustAsync(plain, cancel) : null) ?? throw new UsageException(Text.Of("opcua.trust.add.none", what));
        Console.Out.WriteLine(Text.Of("opcua.trust.added", trusted.Subject, trusted.Thumbprint));
        return ExitCode.Done;
    }

    private static async Task<int> WithStoreAsync(ParseResult parsed, Func<PkiStore, Task<int>> verb)
    {
        using var loggers = StderrLoggers.Create(parsed.Verbose());
        await using var store = PkiFolder.Open(
            PkiFolder.Read(parsed), TrustListValidationOptions.CheckRevocationStatusOffline, ownKeys: [], loggers.CreateLogger("opcua"));
        return await verb(store);
    }

    /// <summary>Thumbprints are shown by other programs with blanks, colons or small letters.</summary>
    private static string Plain(string thumbprint) => string.Concat(thumbprint.Where(char.IsAsciiHexDigit)).ToUpperInvariant();

    private static List<Entry> Entries(PkiStore store) =>
    [
        .. store.Own.Select(own => Entry.Of("own", own.Certificate)),
        .. store.Rejected().Select(rejected => new Entry(
            "rejected", rejected.Thumbprint, rejected.Subject, rejected.ApplicationUri, rejected.ValidFrom, rejected.ValidTo, rejected)),
        .. store.Trusted().Select(certificate => Entry.Of("trusted", certificate)),
        .. store.Issuers().Select(certificate => Entry.Of("issuer", certificate)),
        .. store.Trusted(users: true).Select(certificate => Entry.Of("trustedUser", certificate)),
        .. store.Issuers(users: true).Select(certificate => Entry.Of("issuerUser", certificate)),
    ];

    private static void WriteTable(PkiStore store, List<Entry> entries)
    {
        Console.Out.WriteLine(Text.Of("opcua.trust.folder", store.Folder));
        var table = new TextTable(
            Text.Of("opcua.column.kind"), Text.Of("opcua.column.thumbprint"), Text.Of("opcua.column.subject"), Text.Of("opcua.column.validTo"), Text.Of("opcua.column.reason"));
        foreach (var entry in entries)
        {
            table.Add(
                Kind(entry.Kind),
                entry.Thumbprint,
                entry.Subject,
                entry.ValidTo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                entry.Rejected is { } rejected ? $"{ValueText.Status(rejected.Status)}: {rejected.Reason}" : "");
        }

        table.Write(Console.Out);
        if (entries.Find(entry => entry.Rejected?.Status == StatusCodes.BadCertificateUntrusted) is { } untrusted)
        {
            Console.Out.WriteLine(Text.Of("opcua.refused.trust", Refusal.TrustCommand(store.Folder, untrusted.Thumbprint)));
        }
    }

    private static string Kind(string kind) => kind switch
    {
        "own" => Text.Of("opcua.trust.kind.own"),
        "rejected" => Text.Of("opcua.trust.kind.rejected"),
        "trusted" => Text.Of("opcua.trust.kind.trusted"),
        "issuer" => Text.Of("opcua.trust.kind.issuer"),
        "trustedUser" => Text.Of("opcua.trust.kind.trustedUser"),
        _ => Text.Of("opcua.trust.kind.issuerUser"),
    };

    private static void WriteJson(Utf8JsonWriter writer, PkiStore store, List<Entry> entries)
    {
        writer.WriteStartObject();
        writer.WriteString("folder", store.Folder);
        writer.WriteStartArray("certificates");
        foreach (var entry in entries)
        {
            writer.WriteStartObject();
            writer.WriteString("kind", entry.Kind);
            writer.WriteString("thumbprint", entry.Thumbprint);
            writer.WriteString("subject", entry.Subject);
            writer.WriteString("applicationUri", entry.ApplicationUri);
            writer.WriteString("validFrom", entry.ValidFrom.UtcDateTime);
            writer.WriteString("validTo", entry.ValidTo.UtcDateTime);
            if (entry.Rejected is { } rejected)
            {
                writer.WriteString("holder", rejected.Holder.ToString());
                writer.WriteString("status", ValueText.Status(rejected.Status));
                writer.WriteString("reason", rejected.Reason);
                writer.WriteString("at", rejected.At.UtcDateTime);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private sealed record Entry(
        string Kind, string Thumbprint, string Subject, string? ApplicationUri, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, RejectedCertificate? Rejected)
    {
        public static Entry Of(string kind, X509Certificate2 certificate) => new(
            kind,
            certificate.Thumbprint,
            certificate.Subject,
            PkiStore.ApplicationUriOf(certificate),
            certificate.NotBefore.ToUniversalTime(),
            certificate.NotAfter.ToUniversalTime(),
            null);
    }
}
