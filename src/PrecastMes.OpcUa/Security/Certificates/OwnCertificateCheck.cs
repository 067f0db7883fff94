using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Looks at our own certificate the way a peer will, so that the cause of a refusal stands in our log and not only in the peer's.</summary>
internal static class OwnCertificateCheck
{
    /// <summary>What a peer will find fault with; none is well.</summary>
    public static IEnumerable<string> Faults(X509Certificate2 certificate, ApplicationCertificateRequest wanted, TimeSpan renewBefore, DateTimeOffset now)
    {
        if (!IsValidAt(certificate, now))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"it is valid from {certificate.NotBefore.ToUniversalTime():u} to {certificate.NotAfter.ToUniversalTime():u}, and it is {now:u}");
        }
        else if (certificate.NotAfter.ToUniversalTime() <= now + renewBefore)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"it ends at {certificate.NotAfter.ToUniversalTime():u}: have it renewed");
        }

        if (CertificateKeyRules.WhyRefusedLeaf(certificate, policy: null) is { } key)
        {
            yield return key;
        }

        if (CertificateKeyRules.WhyRefusedSignature(certificate) is { } signature)
        {
            yield return signature;
        }

        bool issued = !IsSelfSigned(certificate);
        if ((CertificateUse.WhyRefusedLeaf(certificate, CertificateHolder.Server, issued) ?? CertificateUse.WhyRefusedLeaf(certificate, CertificateHolder.Client, issued)) is { } use)
        {
            yield return use;
        }

        AlternativeNames names = AlternativeNames.Of(certificate);
        if (names.ApplicationUri != wanted.ApplicationUri)
        {
            yield return $"it names {names.ApplicationUri ?? "no URI"}, the application is {wanted.ApplicationUri}";
        }

        foreach (string host in wanted.Hosts.Where(host => !HostNames.Names(names, host)))
        {
            yield return $"it doesn't name the host {host}: clients that dial it will refuse";
        }
    }

    public static bool IsValidAt(X509Certificate2 certificate, DateTimeOffset now) =>
        now >= certificate.NotBefore.ToUniversalTime() && now <= certificate.NotAfter.ToUniversalTime();

    public static bool IsSelfSigned(X509Certificate2 certificate) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(certificate.SubjectName.RawData);
}
