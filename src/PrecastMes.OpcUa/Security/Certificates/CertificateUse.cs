using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>
/// The usage check of Part 4 §6.1.3: a key does only what its certificate was issued for. A certificate without the
/// extension isn't limited (RFC 5280 §4.2.1.3), which keeps peers with plainly made certificates reachable once they are trusted.
/// </summary>
internal static class CertificateUse
{
    private const X509KeyUsageFlags Encipherment = X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment;

    public static string? WhyRefusedLeaf(X509Certificate2 certificate, CertificateHolder holder, bool issuedByAnother)
    {
        X509KeyUsageFlags? usage = UsageOf(certificate);
        if (usage is { } flags && !flags.HasFlag(X509KeyUsageFlags.DigitalSignature))
        {
            return $"its key usage is {flags}, without DigitalSignature";
        }

        if (holder == CertificateHolder.User)
        {
            return null;
        }

        if (usage is { } uses && (uses & Encipherment) == 0 && CertificateKeys.KindOf(certificate) == CertificateKeyKind.Rsa)
        {
            return $"its key usage is {uses}, without KeyEncipherment and DataEncipherment";
        }

        // Older software marks its self-signed certificates as authorities, which gives nobody else any power.
        if (issuedByAnother && ConstraintsOf(certificate) is { CertificateAuthority: true })
        {
            return "it is an authority's certificate, not an application's";
        }

        string purpose = holder == CertificateHolder.Server ? KeyPurposes.ServerAuthentication : KeyPurposes.ClientAuthentication;
        X509EnhancedKeyUsageExtension? purposes = certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault();
        bool allowed = purposes is null || purposes.EnhancedKeyUsages.Cast<Oid>().Any(given => given.Value == purpose || given.Value == KeyPurposes.Any);
        return allowed ? null : $"its extended key usage doesn't allow a {(holder == CertificateHolder.Server ? "server" : "client")}";
    }

    /// <param name="authoritiesBelow">How many authorities stand between this one and the peer's certificate.</param>
    public static string? WhyRefusedIssuer(X509Certificate2 certificate, int authoritiesBelow)
    {
        X509BasicConstraintsExtension? constraints = ConstraintsOf(certificate);
        if (constraints is not { CertificateAuthority: true })
        {
            return $"the issuer {certificate.Subject} is no authority";
        }

        if (constraints.HasPathLengthConstraint && authoritiesBelow > constraints.PathLengthConstraint)
        {
            return $"the issuer {certificate.Subject} allows {constraints.PathLengthConstraint} authorities below it, here are {authoritiesBelow}";
        }

        return UsageOf(certificate) is { } usage && !usage.HasFlag(X509KeyUsageFlags.KeyCertSign)
            ? $"the key usage of the issuer {certificate.Subject} is {usage}, without KeyCertSign"
            : null;
    }

    private static X509KeyUsageFlags? UsageOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages;

    private static X509BasicConstraintsExtension? ConstraintsOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault();
}
