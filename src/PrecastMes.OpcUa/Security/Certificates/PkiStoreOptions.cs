namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Where certificates are kept and what our own shall say.</summary>
public sealed record PkiStoreOptions
{
    /// <summary>
    /// Folder of the store, made with mode 0700 if it isn't there: own, trusted, issuer, rejected, trustedUser and issuerUser
    /// (Part 12 annex F). Empty is refused.
    /// </summary>
    public required string Folder { get; init; }

    /// <summary>What our certificates say; its kind of key is replaced by each of <see cref="OwnKeyKinds"/>.</summary>
    public required ApplicationCertificateRequest Own { get; init; }

    /// <summary>A certificate is made for each kind that the folder has none of. ECC policies are offered only where their kind is here.</summary>
    public IReadOnlyList<CertificateKeyKind> OwnKeyKinds { get; init; } = [CertificateKeyKind.Rsa];

    /// <summary>
    /// How long before its end a self-signed certificate of ours is replaced, and the end of one that an authority issued is warned of.
    /// Peers have to trust the new one, so it is not done at the last moment.
    /// </summary>
    public TimeSpan RenewBefore { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How the certificates of clients and servers are checked.</summary>
    public CertificateValidation Applications { get; init; } = new();

    /// <summary>How the certificates of users are checked.</summary>
    public CertificateValidation Users { get; init; } = new();

    /// <summary>Rejected certificates kept, the newest; at least 1.</summary>
    public int MaxRejected { get; init; } = 100;

    /// <summary>How often the folders are looked at even when the file system reports no change.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(30);
}
