using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>What is relied on at one moment (Part 12 §7.8.2): whoever checks a certificate sees one whole list, never half of a change.</summary>
/// <param name="Trusted">Peers and authorities that are trusted.</param>
/// <param name="Issuers">Authorities that complete chains, but whose word alone is worth nothing.</param>
/// <param name="RevocationLists">Of any of them.</param>
internal sealed record TrustList(
    IReadOnlyList<X509Certificate2> Trusted, IReadOnlyList<X509Certificate2> Issuers, IReadOnlyList<RevocationList> RevocationLists)
{
    public static TrustList Empty { get; } = new([], [], []);

    /// <summary>Compares all bytes: a thumbprint is an address, and SHA-1 collides.</summary>
    public bool Trusts(X509Certificate2 certificate) => Trusted.Any(trusted => trusted.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));
}
