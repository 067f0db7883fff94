using System.Net;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.Server.Hosting;

/// <summary>The certificates of the link to the PLC: <c>pki</c> in the data directory, made at the first start, watched from then on.</summary>
internal static class LinkCertificates
{
    private const string Folder = "pki";

    /// <summary>URI of this application on this machine; certificate and client say the same.</summary>
    public static string ApplicationUri { get; } = $"urn:{Dns.GetHostName()}:precastmes";

    /// <summary>Opens the store of a data directory.</summary>
    /// <exception cref="IOException">A folder or file cannot be written.</exception>
    public static PkiStore Open(string dataDirectory, ILogger? logger = null) => PkiStore.Open(
        new PkiStoreOptions
        {
            Folder = Path.Combine(dataDirectory, Folder),
            Own = new ApplicationCertificateRequest { ApplicationUri = ApplicationUri, ApplicationName = "PrecastMes", Hosts = [Dns.GetHostName()] },
        },
        TimeProvider.System,
        logger);
}
