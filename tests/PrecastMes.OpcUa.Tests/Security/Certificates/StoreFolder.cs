using System.Security.Cryptography.X509Certificates;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

/// <summary>A certificate store in a folder of its own, which goes with the test.</summary>
internal sealed class StoreFolder : IDisposable
{
    public static readonly CertificateExpectation Client = new(CertificateHolder.Client) { ApplicationUri = "urn:plant:press" };

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("pki-");

    public string Root => Path.Combine(_parent.FullName, "data", "pki");

    public RecordingLogger Logger { get; } = new();

    public PkiStoreOptions Options => new()
    {
        Folder = Root,
        Own = new ApplicationCertificateRequest { ApplicationUri = "urn:plant:mes", ApplicationName = "MES", Hosts = ["mes.plant"], RsaKeyBits = 2048 },
    };

    public PkiStore Open(TimeProvider time, PkiStoreOptions? options = null) => PkiStore.Open(options ?? Options, time, Logger);

    public void Put(string folder, X509Certificate2 certificate) => Put(folder, $"{certificate.Thumbprint}.der", certificate.RawData);

    public void Put(string folder, string name, byte[] content)
    {
        Directory.CreateDirectory(Path.Combine(Root, folder));
        File.WriteAllBytes(Path.Combine(Root, folder, name), content);
    }

    public string[] Files(string folder) => Directory.GetFiles(Path.Combine(Root, folder));

    public void Dispose() => _parent.Delete(recursive: true);
}
