using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Our own application instance certificate with its private key (Part 6 §6.2.2).</summary>
public sealed class ApplicationCertificate
{
    /// <param name="certificate">Has its private key.</param>
    /// <param name="issuers">Certificates of the authorities above it, nearest first, sent along; none when self-signed.</param>
    /// <exception cref="ArgumentException">The private key is missing, or of a kind that no policy uses.</exception>
    public ApplicationCertificate(X509Certificate2 certificate, params IEnumerable<X509Certificate2> issuers)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        ArgumentNullException.ThrowIfNull(issuers);
        if (!certificate.HasPrivateKey)
        {
            throw new ArgumentException($"the certificate {certificate.Subject} has no private key", nameof(certificate));
        }

        Certificate = certificate;
        KeyKind = CertificateKeys.KindOf(certificate)
            ?? throw new ArgumentException($"the key of certificate {certificate.Subject} is neither RSA nor on nistP256 or nistP384", nameof(certificate));
        Chain = (byte[])[.. certificate.RawData, .. issuers.SelectMany(issuer => issuer.RawData)];
        Thumbprint = certificate.GetCertHash(HashAlgorithmName.SHA1);
    }

    /// <summary>With its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Which policies it serves.</summary>
    public CertificateKeyKind KeyKind { get; }

    /// <summary>DER as sent on the wire: our certificate, then those of its issuers.</summary>
    public ReadOnlyMemory<byte> Chain { get; }

    /// <summary>SHA-1 of the certificate's DER, 20 bytes: the address in an OPN header (Part 6 §6.7.2.3), no proof of anything.</summary>
    public ReadOnlyMemory<byte> Thumbprint { get; }

    /// <summary>Makes a new key and a self-signed certificate for it.</summary>
    /// <exception cref="ArgumentException">The request asks for a key size, URI, host or lifetime that no peer would accept.</exception>
    public static ApplicationCertificate Create(ApplicationCertificateRequest what, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(what);
        ArgumentNullException.ThrowIfNull(time);
        return new ApplicationCertificate(SelfSignedCertificate.Create(what, time.GetUtcNow()));
    }
}
