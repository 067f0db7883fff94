using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The outer shape that certificates and revocation lists share: what is signed, how, and the signature (RFC 5280 §4.1, §5.1).</summary>
internal sealed class SignedDer
{
    private readonly byte[] _signature;

    private SignedDer(ReadOnlyMemory<byte> content, SignatureAlgorithm algorithm, byte[] signature)
    {
        Content = content;
        Algorithm = algorithm;
        _signature = signature;
    }

    /// <summary>The signed bytes: a TBSCertificate or TBSCertList.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    public SignatureAlgorithm Algorithm { get; }

    /// <exception cref="AsnContentException">The bytes have another shape.</exception>
    public static SignedDer Read(ReadOnlyMemory<byte> der)
    {
        var outer = new AsnReader(der, AsnEncodingRules.DER);
        AsnReader signed = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        ReadOnlyMemory<byte> content = signed.ReadEncodedValue();
        SignatureAlgorithm algorithm = SignatureAlgorithm.Read(signed);
        byte[] signature = signed.ReadBitString(out int unusedBits);
        if (unusedBits != 0)
        {
            throw new AsnContentException($"the signature ends in the middle of a byte, {unusedBits} bits short");
        }

        signed.ThrowIfNotEmpty();
        return new SignedDer(content, algorithm, signature);
    }

    public bool IsSignedBy(X509Certificate2 issuer) => Algorithm.Verifies(issuer, Content.Span, _signature);
}
