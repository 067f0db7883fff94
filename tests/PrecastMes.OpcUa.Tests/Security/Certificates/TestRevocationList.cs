using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

/// <summary>Makes revocation lists.</summary>
internal static class TestRevocationList
{
    public static byte[] Of(X509Certificate2 authority, DateTimeOffset? from = null, DateTimeOffset? to = null, params X509Certificate2[] revoked)
    {
        var list = new CertificateRevocationListBuilder();
        foreach (X509Certificate2 certificate in revoked)
        {
            list.AddEntry(certificate, TestCertificate.Now.AddDays(-1));
        }

        return list.Build(
            authority, crlNumber: 1, to ?? TestCertificate.Now.AddDays(7), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1,
            from ?? TestCertificate.Now.AddDays(-1));
    }
}
