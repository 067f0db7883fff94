namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Decides whether a peer's certificate is relied on. Safe to call from any thread; does not wait for the network.</summary>
public interface ICertificateTrust
{
    /// <summary>
    /// Checks a certificate as it came off the wire. Never throws for what the bytes hold.
    /// </summary>
    /// <param name="chainDer">One or more DER certificates one after the other, the peer's own first (Part 6 §6.2.6).</param>
    /// <param name="expected">What it has to fit.</param>
    CertificateVerdict Check(ReadOnlyMemory<byte> chainDer, CertificateExpectation expected);
}
