namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>All that a store held when it was last read.</summary>
internal sealed record PkiContent(TrustList Applications, TrustList Users, IReadOnlyList<ApplicationCertificate> Own)
{
    public static PkiContent Empty { get; } = new(TrustList.Empty, TrustList.Empty, []);

    public bool OwnsTheSameAs(PkiContent other) =>
        Own.Count == other.Own.Count && Own.Zip(other.Own).All(pair => pair.First.Chain.Span.SequenceEqual(pair.Second.Chain.Span));
}
