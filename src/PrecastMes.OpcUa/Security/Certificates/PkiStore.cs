using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>
/// Certificates in folders (Part 12 annex F): our own, those trusted, those of authorities that complete chains, and those
/// rejected with the reason. The folders are watched: trusting a peer, adding a revocation list or exchanging our own
/// certificate takes effect within seconds and without a restart.
/// </summary>
public sealed class PkiStore : ICertificateTrust, IApplicationCertificates, IAsyncDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(100);

    private readonly PkiStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PkiFolders _folders;
    private readonly OwnCertificateFiles _own;
    private readonly RejectedCertificates _rejected;
    private readonly RecentRejections _recent = new();
    private readonly StoreWork _work;
    private readonly FolderWatch _watch;
    private readonly ITimer _settling;
    private volatile PkiContent _content = PkiContent.Empty;
    private string _fingerprint = "";
    private int _lookPending;

    private PkiStore(PkiStoreOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _folders = new PkiFolders(options.Folder);
        _own = new OwnCertificateFiles(_folders, options, logger);
        _rejected = new RejectedCertificates(_folders, options.MaxRejected, logger);
        Load();
        _work = new StoreWork(logger);
        _settling = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _watch = new FolderWatch(_folders.Root, options.PollInterval, LookSoon, time, logger);
    }

    /// <inheritdoc/>
    public event EventHandler? Rotated;

    /// <summary>Full path of the store.</summary>
    public string Folder => _folders.Root;

    /// <summary>Whose certificates this store holds as our own.</summary>
    public string ApplicationUri => _options.Own.ApplicationUri;

    /// <summary>Our own certificates in use, one per kind of key.</summary>
    public IReadOnlyList<ApplicationCertificate> Own => _content.Own;

    /// <summary>Reads the folders, makes them and our own certificates where they are missing, and begins to watch.</summary>
    /// <param name="time">The clock of validity times: a real one, however fast the plant's time runs.</param>
    /// <exception cref="ArgumentException">The folder is not set, or the request for our own certificate cannot be fulfilled.</exception>
    /// <exception cref="IOException">A folder or file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder or file cannot be written.</exception>
    public static PkiStore Open(PkiStoreOptions options, TimeProvider time, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRejected, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.PollInterval, TimeSpan.Zero);
        return new PkiStore(options, time, logger ?? NullLogger.Instance);
    }

    /// <summary>The ApplicationUri of the youngest of our own certificates in a folder, for a program that wants to be who the folder is for; null when there is none.</summary>
    public static string? OwnApplicationUriIn(string folder) => OwnCertificateFiles.ApplicationUriIn(folder);

    /// <summary>The ApplicationUri that a certificate names, or null when it names none.</summary>
    public static string? ApplicationUriOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return AlternativeNames.TryOf(certificate)?.ApplicationUri;
    }

    /// <inheritdoc/>
    public ApplicationCertificate? For(SecurityPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return _content.Own.FirstOrDefault(certificate => certificate.KeyKind == policy.CertificateKind);
    }

    /// <inheritdoc/>
    /// <remarks>What is refused is written to the rejected folder afterwards, by another thread.</remarks>
    public CertificateVerdict Check(ReadOnlyMemory<byte> chainDer, CertificateExpectation expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        CertificateVerdict verdict = CertificateChain.TryRead(chainDer, out CertificateChain? chain);
        if (chain is null)
        {
            return verdict;
        }

        using (chain)
        {
            bool user = expected.Holder == CertificateHolder.User;
            var validator = new CertificateValidator(
                user ? _content.Users : _content.Applications, user ? _options.Users : _options.Applications, _time.GetUtcNow());
            verdict = validator.Check(chain, expected);
            foreach (CertificateVerdict suppressed in validator.Suppressed)
            {
                Log.CertificateErrorSuppressed(_logger, chain.Leaf.Subject, chain.Leaf.Thumbprint, suppressed.Status, suppressed.Reason);
            }

            if (!verdict.IsGood)
            {
                Reject(chain.LeafDer.ToArray(), expected.Holder, verdict);
            }

            return verdict;
        }
    }

    /// <summary>Certificates that were refused and aren't trusted since, the newest first.</summary>
    public IReadOnlyList<RejectedCertificate> Rejected()
    {
        PkiContent now = _content;
        HashSet<string> trusted = [.. now.Applications.Trusted.Concat(now.Users.Trusted).Select(certificate => certificate.Thumbprint)];
        return [.. _rejected.Read().Where(entry => entry.Status != StatusCodes.BadCertificateUntrusted || !trusted.Contains(entry.Thumbprint))];
    }

    /// <summary>What is trusted: peers and authorities.</summary>
    /// <param name="users">Those of persons instead of those of applications.</param>
    public IReadOnlyList<X509Certificate2> Trusted(bool users = false) => (users ? _content.Users : _content.Applications).Trusted;

    /// <summary>Authorities that complete chains without being trusted.</summary>
    public IReadOnlyList<X509Certificate2> Issuers(bool users = false) => (users ? _content.Users : _content.Applications).Issuers;

    /// <summary>Moves a rejected certificate to the trusted ones; a user's to those of users.</summary>
    /// <param name="thumbprint">SHA-1, 40 hexadecimal digits.</param>
    /// <returns>What is trusted now, or null when no rejected certificate has this thumbprint.</returns>
    public Task<RejectedCertificate?> TrustAsync(string thumbprint, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(thumbprint);
        return _work.DoAsync(() =>
        {
            if (_rejected.Find(thumbprint) is not var (path, certificate))
            {
                return null;
            }

            RejectedCertificate? described = _rejected.Read().FirstOrDefault(other => other.Thumbprint == certificate.Thumbprint);
            WriteTrusted(certificate, described?.Holder == CertificateHolder.User);
            Decided(path, certificate.Thumbprint);
            return described;
        }, cancellationToken);
    }

    /// <summary>Trusts a certificate that came by another way: a file, a web page.</summary>
    public Task TrustAsync(X509Certificate2 certificate, bool user = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return _work.DoAsync(() =>
        {
            WriteTrusted(certificate, user);
            Decided(_rejected.Find(certificate.Thumbprint)?.Path, certificate.Thumbprint);
            return true;
        }, cancellationToken);
    }

    /// <summary>Takes a certificate out of the trusted ones and lists it as rejected.</summary>
    /// <returns>What isn't trusted any more, or null when no trusted certificate has this thumbprint.</returns>
    public Task<X509Certificate2?> DistrustAsync(string thumbprint, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(thumbprint);
        return _work.DoAsync(() =>
        {
            X509Certificate2? found = null;
            foreach (bool user in (IEnumerable<bool>)[false, true])
            {
                foreach ((string path, X509Certificate2 certificate) in TrustListFiles.Certificates(_folders.TrustedCerts(user), _logger))
                {
                    if (!certificate.Thumbprint.Equals(thumbprint, StringComparison.OrdinalIgnoreCase))
                    {
                        continue;
                    }

                    found = certificate;
                    File.Delete(path);
                    _rejected.Add(certificate, user ? CertificateHolder.User : CertificateHolder.Client,
                        new CertificateVerdict(StatusCodes.BadCertificateUntrusted, "trust was withdrawn"), _time.GetUtcNow());
                }
            }

            Load();
            return found;
        }, cancellationToken);
    }

    /// <summary>Puts a certificate with its key in the place of ours of the same kind. Channels opened from now on use it.</summary>
    /// <exception cref="ArgumentException">It isn't for our ApplicationUri, so every peer would refuse it.</exception>
    public Task RotateAsync(ApplicationCertificate certificate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        string? uri = AlternativeNames.TryOf(certificate.Certificate)?.ApplicationUri;
        if (uri != _options.Own.ApplicationUri)
        {
            throw new ArgumentException($"the certificate is for {uri ?? "no URI"}, the application is {_options.Own.ApplicationUri}", nameof(certificate));
        }

        return _work.DoAsync(() =>
        {
            _own.Replace(certificate);
            Load();
            return true;
        }, cancellationToken);
    }

    /// <summary>Stops watching the folders; the files stay.</summary>
    public async ValueTask DisposeAsync()
    {
        _watch.Dispose();
        await _settling.DisposeAsync();
        await _work.DisposeAsync();
    }

    private void WriteTrusted(X509Certificate2 certificate, bool user) =>
        PkiFolders.Write(Path.Combine(_folders.TrustedCerts(user), CertificateFileName.Of(certificate)), certificate.RawData);

    private void Decided(string? rejectedPath, string thumbprint)
    {
        if (rejectedPath is not null)
        {
            RejectedCertificates.Delete(rejectedPath);
        }

        _recent.Forget(thumbprint);
        Load();
    }

    private void Reject(byte[] leafDer, CertificateHolder holder, CertificateVerdict verdict) => _work.TryPost(() =>
    {
        DateTimeOffset now = _time.GetUtcNow();
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(leafDer);
        if (_recent.IsNew(certificate.Thumbprint, verdict.Status, now))
        {
            _rejected.Add(certificate, holder, verdict, now);
            Log.CertificateRejected(_logger, holder, certificate.Subject, certificate.Thumbprint, verdict.Status, verdict.Reason, _folders.RejectedCerts);
        }
    });

    /// <summary>Many reports come for one change, and a copied file is there before all of it is: looks once, a moment later.</summary>
    private void LookSoon()
    {
        if (Interlocked.Exchange(ref _lookPending, 1) == 0)
        {
            _settling.Change(Settling, Timeout.InfiniteTimeSpan);
        }
    }

    private void Look()
    {
        Volatile.Write(ref _lookPending, 0);
        _work.TryPost(() =>
        {
            if (_folders.Fingerprint() != _fingerprint || _own.IsRenewalDue(_content.Own, _time.GetUtcNow()))
            {
                Load();
            }
        });
    }

    private void Load()
    {
        DateTimeOffset now = _time.GetUtcNow();
        // Taken before reading: what changes meanwhile is found at the next look.
        _fingerprint = _folders.Fingerprint();
        TrustList applications = TrustListFiles.Read(_folders, users: false, _logger);
        TrustList users = TrustListFiles.Read(_folders, users: true, _logger);
        IReadOnlyList<ApplicationCertificate> certificates = _own.Read(applications, now);
        if (_own.MakeAndRenew(certificates, now))
        {
            _fingerprint = _folders.Fingerprint();
            certificates = _own.Read(applications, now);
        }

        PkiContent before = _content;
        _content = new PkiContent(applications, users, certificates);
        Log.CertificateStoreRead(_logger, _folders.Root, applications.Trusted.Count, applications.Issuers.Count, applications.RevocationLists.Count, users.Trusted.Count);
        if (before.OwnsTheSameAs(_content))
        {
            return;
        }

        foreach (ApplicationCertificate certificate in certificates)
        {
            TellOf(certificate.Certificate, now);
        }

        Rotated?.Invoke(this, EventArgs.Empty);
    }

    private void TellOf(X509Certificate2 certificate, DateTimeOffset now)
    {
        Log.OwnCertificate(_logger, certificate.Subject, certificate.Thumbprint, _options.Own.ApplicationUri, certificate.NotAfter.ToUniversalTime());
        foreach (string fault in OwnCertificateCheck.Faults(certificate, _options.Own, _options.RenewBefore, now))
        {
            Log.OwnCertificateFault(_logger, certificate.Subject, certificate.Thumbprint, fault);
        }
    }
}
