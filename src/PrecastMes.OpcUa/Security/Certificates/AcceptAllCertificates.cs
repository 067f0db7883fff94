using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>
/// Relies on every certificate that can be read, and warns once for each. It proves nothing about who the peer is:
/// for a simulator on a closed network only.
/// </summary>
public sealed class AcceptAllCertificates(ILogger? logger = null) : ICertificateTrust
{
    private const int RememberedCertificates = 1000;
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    /// <inheritdoc/>
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
            Warn(chain.Leaf.Subject, chain.Leaf.Thumbprint);
        }

        return CertificateVerdict.Good;
    }

    private void Warn(string subject, string thumbprint)
    {
        if (logger is not null && _warned.Count < RememberedCertificates && _warned.TryAdd(thumbprint, true))
        {
            Log.CertificateAcceptedUnchecked(logger, subject, thumbprint);
        }
    }
}
