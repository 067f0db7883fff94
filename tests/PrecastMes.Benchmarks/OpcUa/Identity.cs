using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>A key of 2048 bits, as node-opcua makes its own, and trust in everybody: what is measured is the speed of honest peers.</summary>
internal static class Identity
{
    public static ApplicationCertificates Create(string applicationUri)
    {
        var what = new ApplicationCertificateRequest
        {
            ApplicationUri = applicationUri,
            ApplicationName = "PrecastMes benchmark",
            Hosts = ["127.0.0.1", "localhost"],
            RsaKeyBits = 2048,
        };
        return new ApplicationCertificates(ApplicationCertificate.Create(what, TimeProvider.System));
    }
}
