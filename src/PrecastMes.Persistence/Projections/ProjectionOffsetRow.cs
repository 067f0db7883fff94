namespace PrecastMes.Persistence.Projections;

/// <summary>
/// How far a projection has followed a journal. It is written in the transaction that writes the projection's rows, so that
/// an event is either wholly in the read models or not at all.
/// </summary>
public sealed class ProjectionOffsetRow
{
    /// <summary>The projection's name, by journal: <c>line-jinhai-loop</c>; key.</summary>
    public required string Name { get; set; }

    /// <summary>Number of the last applied event; 0 before the first.</summary>
    public long Sequence { get; set; }
}
