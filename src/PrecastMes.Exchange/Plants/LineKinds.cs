namespace PrecastMes.Exchange.Plants;

/// <summary>What a line file describes.</summary>
internal enum LineKind
{
    None,
    Circulation,
    FixedMoulds,
}

/// <summary>The words of <c>kind</c> in a line file.</summary>
internal static class LineKinds
{
    public static readonly IReadOnlyDictionary<string, LineKind> Words = new Dictionary<string, LineKind>(StringComparer.Ordinal)
    {
        ["circulation"] = LineKind.Circulation,
        ["fixedMoulds"] = LineKind.FixedMoulds,
    };
}
