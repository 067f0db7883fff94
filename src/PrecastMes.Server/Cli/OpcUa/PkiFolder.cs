using System.CommandLine;
using System.Net;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Where the commissioning verbs keep their certificates: <c>--pki</c>, else a folder of the user who runs them.</summary>
internal static class PkiFolder
{
    public static readonly Option<DirectoryInfo> Option = new("--pki") { Description = Text.Of("opcua.pki"), HelpName = "DIR" };

    /// <exception cref="UsageException">There is no folder of the user.</exception>
    public static string Read(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is { } folder)
        {
            return folder.FullName;
        }

        // Empty where the user has no home: certificates must not land in the working folder then.
        var settings = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.Create);
        return settings.Length > 0 ? Path.Combine(settings, "precast", "pki") : throw new UsageException(Text.Of("opcua.pki.none"));
    }

    /// <summary>
    /// Opens the store. In a folder with a certificate already, such as the server's own folder, we are who that says; otherwise one is made
    /// for this program on this machine.
    /// </summary>
    /// <param name="folder">Of the store.</param>
    /// <param name="validation">What to let pass.</param>
    /// <param name="ownKeys">Kinds of key for which a certificate of our own is made where there is none.</param>
    /// <param name="logger">Warnings of the store.</param>
    /// <exception cref="UsageException">The folder can't be used.</exception>
    public static PkiStore Open(string folder, TrustListValidationOptions validation, IReadOnlyList<CertificateKeyKind> ownKeys, ILogger logger)
    {
        var host = Dns.GetHostName();
        try
        {
            return PkiStore.Open(
                new PkiStoreOptions
                {
                    Folder = folder,
                    Own = new ApplicationCertificateRequest
                    {
                        ApplicationUri = PkiStore.OwnApplicationUriIn(folder) ?? $"urn:{host}:PrecastMes:opcua",
                        ApplicationName = "PrecastMes commissioning",
                        Hosts = [host],
                    },
                    OwnKeyKinds = ownKeys,
                    Applications = new CertificateValidation { Options = validation },
                },
                TimeProvider.System,
                logger);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Text.Of("opcua.pki.bad", folder, fault.Message));
        }
    }
}
