namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Owned certificates held in memory, one per kind of key.</summary>
public sealed class ApplicationCertificates : IApplicationCertificates
{
    private volatile ApplicationCertificate[] _owned;

    /// <param name="certificates">Of several of the same kind of key the last one counts.</param>
    public ApplicationCertificates(params IEnumerable<ApplicationCertificate> certificates)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        _owned = [];
        foreach (ApplicationCertificate certificate in certificates)
        {
            _owned = With(_owned, certificate);
        }
    }

    /// <inheritdoc/>
    public event EventHandler? Rotated;

    /// <summary>All that are owned now.</summary>
    public IReadOnlyList<ApplicationCertificate> Owned => _owned;

    /// <inheritdoc/>
    public ApplicationCertificate? For(SecurityPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return Array.Find(_owned, certificate => certificate.KeyKind == policy.CertificateKind);
    }

    /// <summary>Takes the place of the certificate of the same kind of key; channels opened from now on use it.</summary>
    public void Rotate(ApplicationCertificate certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ApplicationCertificate[] before, after;
        do
        {
            before = _owned;
            after = With(before, certificate);
        }
#pragma warning disable CS0420 // a volatile field handed to Interlocked keeps its meaning
        while (Interlocked.CompareExchange(ref _owned, after, before) != before);
#pragma warning restore CS0420
        Rotated?.Invoke(this, EventArgs.Empty);
    }

    private static ApplicationCertificate[] With(ApplicationCertificate[] owned, ApplicationCertificate certificate) =>
        [.. owned.Where(other => other.KeyKind != certificate.KeyKind), certificate];
}
