using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The checks of Part 4 §6.1.3 in its order; the first that fails is the verdict. Reads no clock, no file and no network.</summary>
internal sealed class CertificateValidator(TrustList list, CertificateValidation validation, DateTimeOffset now)
{
    private readonly List<CertificateVerdict> _suppressed = [];

    /// <summary>Errors that were let pass because the options say so.</summary>
    public IReadOnlyList<CertificateVerdict> Suppressed => _suppressed;

    public CertificateVerdict Check(CertificateChain chain, CertificateExpectation expected)
    {
        try
        {
            foreach (X509Certificate2 certificate in (IEnumerable<X509Certificate2>)[chain.Leaf, .. chain.Issuers])
            {
                if (CertificateStructure.WhyInvalid(certificate) is { } fault)
                {
                    return new CertificateVerdict(StatusCodes.BadCertificateInvalid, fault);
                }
            }

            CertificateVerdict built = CertificatePath.TryBuild(chain, list, out CertificatePath? path);
            return path is null ? built : Check(path, expected);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return new CertificateVerdict(StatusCodes.BadCertificateInvalid, $"the certificate cannot be read: {exception.Message}");
        }
    }

    private CertificateVerdict Check(CertificatePath path, CertificateExpectation expected)
    {
        Func<CertificateVerdict>[] checks =
        [
            () => CheckPolicy(path, expected.Policy),
            () => CheckTrust(path),
            () => CheckTimes(path),
            () => CheckHost(path.Leaf, expected),
            () => CheckUri(path.Leaf, expected),
            () => CheckUse(path, expected.Holder),
            () => CheckRevocation(path),
        ];
        return checks.Select(check => check()).FirstOrDefault(verdict => !verdict.IsGood, CertificateVerdict.Good);
    }

    private static CertificateVerdict CheckPolicy(CertificatePath path, SecurityPolicy? policy)
    {
        string? fault = CertificateKeyRules.WhyRefusedLeaf(path.Leaf, policy);
        foreach (X509Certificate2 certificate in path.Certificates)
        {
            fault ??= CertificateKeyRules.WhyRefusedSignature(certificate);
            if (certificate != path.Leaf)
            {
                fault ??= CertificateKeyRules.WhyRefusedIssuer(certificate);
            }
        }

        return fault is null ? CertificateVerdict.Good : new(StatusCodes.BadCertificatePolicyCheckFailed, fault);
    }

    private CertificateVerdict CheckTrust(CertificatePath path) => path.Certificates.Any(list.Trusts)
        ? CertificateVerdict.Good
        : new(StatusCodes.BadCertificateUntrusted, path.Certificates.Count == 1
            ? "the certificate is not among the trusted ones"
            : $"neither the certificate nor one of its issuers up to {path.Certificates[^1].Subject} is among the trusted ones");

    private CertificateVerdict CheckTimes(CertificatePath path)
    {
        foreach (X509Certificate2 certificate in path.Certificates)
        {
            var from = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
            var to = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
            if (now >= from - validation.TimeTolerance && now <= to + validation.TimeTolerance)
            {
                continue;
            }

            bool leaf = certificate == path.Leaf;
            var verdict = new CertificateVerdict(
                leaf ? StatusCodes.BadCertificateTimeInvalid : StatusCodes.BadCertificateIssuerTimeInvalid,
                string.Create(CultureInfo.InvariantCulture, $"{Role(certificate, path)} is valid from {from:u} to {to:u}, and it is {now:u}"));
            if (!Passes(leaf ? TrustListValidationOptions.SuppressCertificateExpired : TrustListValidationOptions.SuppressIssuerCertificateExpired, verdict))
            {
                return verdict;
            }
        }

        return CertificateVerdict.Good;
    }

    private CertificateVerdict CheckHost(X509Certificate2 leaf, CertificateExpectation expected)
    {
        if (expected.Holder != CertificateHolder.Server || expected.Host is not { } host)
        {
            return CertificateVerdict.Good;
        }

        AlternativeNames names = AlternativeNames.Of(leaf);
        if (HostNames.Names(names, host))
        {
            return CertificateVerdict.Good;
        }

        var verdict = new CertificateVerdict(
            StatusCodes.BadCertificateHostNameInvalid, $"the host dialled is {host}, the certificate names {HostNames.List(names)}");
        return Passes(TrustListValidationOptions.SuppressHostNameInvalid, verdict) ? CertificateVerdict.Good : verdict;
    }

    private static CertificateVerdict CheckUri(X509Certificate2 leaf, CertificateExpectation expected)
    {
        if (expected.Holder == CertificateHolder.User || expected.ApplicationUri is not { } uri)
        {
            return CertificateVerdict.Good;
        }

        string? named = AlternativeNames.Of(leaf).ApplicationUri;
        return uri.Equals(named, StringComparison.Ordinal)
            ? CertificateVerdict.Good
            : new(StatusCodes.BadCertificateUriInvalid,
                named is null ? $"the application is {uri}, the certificate names no URI" : $"the application is {uri}, the certificate names {named}");
    }

    private static CertificateVerdict CheckUse(CertificatePath path, CertificateHolder holder)
    {
        if (CertificateUse.WhyRefusedLeaf(path.Leaf, holder, issuedByAnother: path.Certificates.Count > 1) is { } fault)
        {
            return new CertificateVerdict(StatusCodes.BadCertificateUseNotAllowed, fault);
        }

        for (int index = 1; index < path.Certificates.Count; index++)
        {
            if (CertificateUse.WhyRefusedIssuer(path.Certificates[index], authoritiesBelow: index - 1) is { } issuerFault)
            {
                return new CertificateVerdict(StatusCodes.BadCertificateIssuerUseNotAllowed, issuerFault);
            }
        }

        return CertificateVerdict.Good;
    }

    private CertificateVerdict CheckRevocation(CertificatePath path)
    {
        if (!validation.Options.HasFlag(TrustListValidationOptions.CheckRevocationStatusOffline))
        {
            return CertificateVerdict.Good;
        }

        for (int index = 0; index + 1 < path.Certificates.Count; index++)
        {
            X509Certificate2 certificate = path.Certificates[index];
            X509Certificate2 authority = path.Certificates[index + 1];
            bool leaf = index == 0;
            List<RevocationList> lists = [.. list.RevocationLists.Where(revocations => revocations.IsOf(authority))];
            if (lists.Any(revocations => revocations.Revokes(certificate)))
            {
                return new CertificateVerdict(
                    leaf ? StatusCodes.BadCertificateRevoked : StatusCodes.BadCertificateIssuerRevoked,
                    $"{Role(certificate, path)} (serial number {certificate.SerialNumber}) was revoked by {authority.Subject}");
            }

            string? missing = lists.Count == 0 ? "there is no revocation list of it" : null;
            foreach (RevocationList revocations in lists)
            {
                missing = revocations.WhyNotCurrent(now, validation.TimeTolerance);
                if (missing is null)
                {
                    break;
                }
            }

            if (missing is null)
            {
                continue;
            }

            var verdict = new CertificateVerdict(
                leaf ? StatusCodes.BadCertificateRevocationUnknown : StatusCodes.BadCertificateIssuerRevocationUnknown,
                $"{Role(certificate, path)} was issued by {authority.Subject}: {missing}");
            if (!Passes(leaf ? TrustListValidationOptions.SuppressRevocationStatusUnknown : TrustListValidationOptions.SuppressIssuerRevocationStatusUnknown, verdict))
            {
                return verdict;
            }
        }

        return CertificateVerdict.Good;
    }

    private bool Passes(TrustListValidationOptions option, CertificateVerdict verdict)
    {
        bool passes = validation.Options.HasFlag(option);
        if (passes)
        {
            _suppressed.Add(verdict);
        }

        return passes;
    }

    private static string Role(X509Certificate2 certificate, CertificatePath path) =>
        certificate == path.Leaf ? "the certificate" : $"the issuer {certificate.Subject}";
}
