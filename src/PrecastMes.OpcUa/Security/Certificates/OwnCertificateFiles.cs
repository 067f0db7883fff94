using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Our own certificates in their folders: found, made, renewed and replaced.</summary>
internal sealed class OwnCertificateFiles(PkiFolders folders, PkiStoreOptions options, ILogger logger)
{
    /// <summary>Files already complained of: the folders are read again at every change.</summary>
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>
    /// The certificate in use for each kind of key that has one. Among several a valid one comes first, then one that an
    /// authority issued (somebody took the trouble), then the youngest. One for another ApplicationUri is left out: every peer would refuse it.
    /// </summary>
    public IReadOnlyList<ApplicationCertificate> Read(TrustList list, DateTimeOffset now) =>
    [
        .. Pairs().GroupBy(certificate => CertificateKeys.KindOf(certificate)).Where(group => group.Key is not null).OrderBy(group => group.Key)
            .Select(group => group
                .OrderByDescending(certificate => OwnCertificateCheck.IsValidAt(certificate, now))
                .ThenBy(OwnCertificateCheck.IsSelfSigned)
                .ThenByDescending(certificate => certificate.NotBefore)
                .ThenBy(certificate => certificate.Thumbprint, StringComparer.Ordinal)
                .First())
            .Select(certificate => new ApplicationCertificate(certificate, IssuersOf(certificate, list))),
    ];

    public static string? ApplicationUriIn(string folder)
    {
        string certificates = Path.Combine(folder, PkiFolders.OwnCertsFolder);
        return !Directory.Exists(certificates) ? null : TrustListFiles.Certificates(certificates, NullLogger.Instance)
            .OrderByDescending(file => file.Certificate.NotBefore)
            .Select(file => AlternativeNames.TryOf(file.Certificate)?.ApplicationUri)
            .FirstOrDefault(uri => uri is not null);
    }

    public bool IsRenewalDue(IReadOnlyList<ApplicationCertificate> current, DateTimeOffset now) =>
        current.Any(own => options.OwnKeyKinds.Contains(own.KeyKind) && IsDue(own.Certificate, now));

    /// <summary>Makes what is missing and replaces what ends soon.</summary>
    /// <returns>Whether anything was written.</returns>
    public bool MakeAndRenew(IReadOnlyList<ApplicationCertificate> current, DateTimeOffset now)
    {
        bool written = false;
        foreach (CertificateKeyKind kind in options.OwnKeyKinds)
        {
            X509Certificate2? old = current.FirstOrDefault(own => own.KeyKind == kind)?.Certificate;
            if (old is not null && !IsDue(old, now))
            {
                continue;
            }

            X509Certificate2 made = SelfSignedCertificate.Create(options.Own with { KeyKind = kind }, now);
            Write(made);
            if (old is null)
            {
                Log.OwnCertificateMade(logger, made.Subject, made.Thumbprint, folders.OwnCerts);
            }
            else
            {
                Log.OwnCertificateRenewed(logger, made.Subject, made.Thumbprint, old.Thumbprint, old.NotAfter.ToUniversalTime());
            }

            if (old is not null)
            {
                Remove(old);
            }

            written = true;
        }

        return written;
    }

    /// <summary>Puts a certificate with its key in the place of all others of its kind.</summary>
    public void Replace(ApplicationCertificate certificate)
    {
        List<X509Certificate2> old = [.. Pairs().Where(other => CertificateKeys.KindOf(other) == certificate.KeyKind && other.Thumbprint != certificate.Certificate.Thumbprint)];
        Write(certificate.Certificate);
        foreach (X509Certificate2 other in old)
        {
            Remove(other);
        }
    }

    /// <summary>Only an authority can renew what it issued.</summary>
    private bool IsDue(X509Certificate2 certificate, DateTimeOffset now) =>
        OwnCertificateCheck.IsSelfSigned(certificate) && now + options.RenewBefore >= certificate.NotAfter.ToUniversalTime();

    private IEnumerable<X509Certificate2> Pairs()
    {
        foreach ((string path, X509Certificate2 certificate) in TrustListFiles.Certificates(folders.OwnCerts, logger))
        {
            string? uri = AlternativeNames.TryOf(certificate)?.ApplicationUri;
            if (uri != options.Own.ApplicationUri)
            {
                if (_told.Add(path))
                {
                    Log.OwnCertificateOfAnotherUri(logger, path, uri ?? "no URI", options.Own.ApplicationUri);
                }

                continue;
            }

            if (PrivateKeyFiles.WithKey(certificate, folders.OwnPrivate, logger) is { } pair)
            {
                yield return pair;
            }
            else if (_told.Add(path))
            {
                Log.OwnCertificateWithoutKey(logger, path, folders.OwnPrivate);
            }
        }
    }

    /// <summary>The key first: a certificate that is seen has its key.</summary>
    private void Write(X509Certificate2 certificate)
    {
        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)certificate.GetRSAPrivateKey() ?? certificate.GetECDsaPrivateKey()
            ?? throw new ArgumentException($"the certificate {certificate.Subject} has no private key that can be read", nameof(certificate));
        byte[] pem = System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem());
        PkiFolders.Write(Path.Combine(folders.OwnPrivate, $"{CertificateFileName.Stem(certificate)}.pem"), pem);
        CryptographicOperations.ZeroMemory(pem);
        PkiFolders.Write(Path.Combine(folders.OwnCerts, CertificateFileName.Of(certificate)), certificate.RawData);
    }

    /// <summary>Takes out what lies under the names that this store gives; files that somebody else put here stay.</summary>
    private void Remove(X509Certificate2 certificate)
    {
        File.Delete(Path.Combine(folders.OwnCerts, CertificateFileName.Of(certificate)));
        File.Delete(Path.Combine(folders.OwnPrivate, $"{CertificateFileName.Stem(certificate)}.pem"));
    }

    /// <summary>What is sent along: the authorities between us and the root, which a peer that trusts it has itself.</summary>
    private static IEnumerable<X509Certificate2> IssuersOf(X509Certificate2 certificate, TrustList list)
    {
        CertificateChain.TryRead(certificate.RawDataMemory, out CertificateChain? chain);
        if (chain is null)
        {
            return [];
        }

        CertificatePath.TryBuild(chain, list, out CertificatePath? path);
        return path is null || path.Certificates.Count < 3 ? [] : path.Certificates.Skip(1).SkipLast(1);
    }
}
