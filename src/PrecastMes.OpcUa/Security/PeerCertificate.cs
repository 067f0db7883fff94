using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Security;

/// <summary>Checks of a certificate that came over the wire.</summary>
internal static class PeerCertificate
{
    /// <summary>Reads the chain, asks whether it is relied on, and whether its key fits the policy.</summary>
    /// <exception cref="OpcUaException">It may not be used.</exception>
    public static CertificateChain Check(byte[]? der, ICertificateTrust? trust, CertificateExpectation expected)
    {
        CertificateVerdict read = CertificateChain.TryRead(der, out CertificateChain? chain);
        if (chain is null)
        {
            throw OpcUaException.SecurityCheck(read.Status, read.Reason);
        }

        if (trust is null)
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadCertificateUntrusted, "there is nothing to rely on certificates by");
        }

        CertificateVerdict verdict = trust.Check(der, expected);
        if (!verdict.IsGood)
        {
            throw OpcUaException.SecurityCheck(verdict.Status, $"{chain.Leaf.Subject} ({chain.Leaf.Thumbprint}): {verdict.Reason}");
        }

        if (expected.Policy is { } policy && !Fits(policy, chain))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadCertificatePolicyCheckFailed, $"the key of {chain.Leaf.Subject} does not fit policy {policy}");
        }

        return chain;
    }

    /// <summary>Whether the bytes, which may be a whole chain, begin with this certificate.</summary>
    public static bool IsLeafOf(CertificateChain chain, ReadOnlySpan<byte> der) => der.StartsWith(chain.LeafDer.Span);

    private static bool Fits(SecurityPolicy policy, CertificateChain chain)
    {
        try
        {
            if (CertificateKeys.KindOf(chain.Leaf) != policy.CertificateKind)
            {
                return false;
            }

            using RSA? rsa = chain.Leaf.GetRSAPublicKey();
            return rsa is null || (rsa.KeySize >= policy.MinCertificateKeyBits && rsa.KeySize <= policy.MaxCertificateKeyBits);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
