using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>
/// A chain from a peer's certificate up to a self-signed one (Part 4 §6.1.3, RFC 5280 §6.1). It is built here and not by X509Chain,
/// which looks into the machine's stores too and reports its findings in no order that Part 4 knows.
/// </summary>
/// <param name="Certificates">The peer's own first, the self-signed one last.</param>
internal sealed record CertificatePath(IReadOnlyList<X509Certificate2> Certificates)
{
    /// <summary>Signatures looked at before the search is given up: names that lead in circles must not cost time.</summary>
    private const int MaxSignatures = 32;

    public X509Certificate2 Leaf => Certificates[0];

    /// <summary>Prefers a path through something trusted over another complete one.</summary>
    /// <exception cref="AsnContentException">A certificate cannot be read.</exception>
    public static CertificateVerdict TryBuild(CertificateChain chain, TrustList list, out CertificatePath? path)
    {
        var search = new Search([.. list.Trusted, .. list.Issuers, .. chain.Issuers], list);
        search.Extend([chain.Leaf]);
        path = search.Trusted ?? search.Complete;
        return path is not null ? CertificateVerdict.Good : search.Failure;
    }

    private sealed class Search(IReadOnlyList<X509Certificate2> authorities, TrustList list)
    {
        private int _signatures;

        public CertificatePath? Trusted { get; private set; }

        public CertificatePath? Complete { get; private set; }

        public CertificateVerdict Failure { get; private set; }

        public void Extend(X509Certificate2[] soFar)
        {
            X509Certificate2 last = soFar[^1];
            SignedDer signed = SignedDer.Read(last.RawDataMemory);
            if (IsNamedAsIssuer(last, last))
            {
                if (IsSignedBy(signed, last))
                {
                    Finish(soFar);
                }
                else
                {
                    Fail(StatusCodes.BadCertificateInvalid, $"the signature that {last.Subject} should have put on itself is wrong");
                }

                return;
            }

            if (soFar.Length == CertificateChain.MaxDepth)
            {
                Fail(StatusCodes.BadCertificateChainIncomplete, $"no self-signed certificate within {CertificateChain.MaxDepth} steps");
                return;
            }

            bool named = false, extended = false;
            foreach (X509Certificate2 authority in authorities)
            {
                if (Trusted is not null || !IsNamedAsIssuer(last, authority) || soFar.Any(seen => seen.RawDataMemory.Span.SequenceEqual(authority.RawDataMemory.Span)))
                {
                    continue;
                }

                named = true;
                if (!IsSignedBy(signed, authority))
                {
                    continue;
                }

                extended = true;
                Extend([.. soFar, authority]);
            }

            if (extended)
            {
                return;
            }

            if (named)
            {
                Fail(StatusCodes.BadCertificateInvalid, $"the signature on {last.Subject} is not that of its issuer {last.Issuer}");
            }
            else
            {
                Fail(StatusCodes.BadCertificateChainIncomplete, $"the certificate of the issuer {last.Issuer} is neither known nor sent along");
            }
        }

        private bool IsSignedBy(SignedDer signed, X509Certificate2 authority) => ++_signatures <= MaxSignatures && signed.IsSignedBy(authority);

        private void Finish(X509Certificate2[] certificates)
        {
            var path = new CertificatePath(certificates);
            Complete ??= path;
            if (certificates.Any(list.Trusts))
            {
                Trusted ??= path;
            }
        }

        /// <summary>The first dead end is the one to tell of: it is nearest to what is stored.</summary>
        private void Fail(StatusCode status, string reason)
        {
            if (Failure.IsGood)
            {
                Failure = new CertificateVerdict(status, reason);
            }
        }

        private static bool IsNamedAsIssuer(X509Certificate2 certificate, X509Certificate2 authority)
        {
            if (!certificate.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData))
            {
                return false;
            }

            // RFC 5280 §4.2.1.1: an authority may have had several keys under one name.
            ReadOnlyMemory<byte>? wanted = certificate.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().FirstOrDefault()?.KeyIdentifier;
            ReadOnlyMemory<byte>? given = authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault()?.SubjectKeyIdentifierBytes;
            return wanted is null || given is null || wanted.Value.Span.SequenceEqual(given.Value.Span);
        }
    }
}
