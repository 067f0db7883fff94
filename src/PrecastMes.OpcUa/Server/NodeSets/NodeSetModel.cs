namespace PrecastMes.OpcUa.Server;

/// <summary>A model that a NodeSet file declares, or one that it needs (Part 6 annex F.5).</summary>
/// <param name="Uri">The namespace of the model.</param>
/// <param name="Version">As the file spells it, such as 1.05.03; null when it says none.</param>
/// <param name="PublicationDate">UTC; later is newer. Null when the file says none.</param>
public sealed record NodeSetModel(string Uri, string? Version, DateTime? PublicationDate)
{
    /// <summary>The models that this one needs, in the version that it needs at least.</summary>
    public IReadOnlyList<NodeSetModel> Requires { get; init; } = [];

    /// <summary>URI, version and date, for messages.</summary>
    public override string ToString() => $"{Uri} {Version ?? "(no version)"}{(PublicationDate is { } date ? $" of {date:yyyy-MM-dd}" : "")}";
}
