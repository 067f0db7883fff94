namespace PrecastMes.Telemetry;

/// <summary>What is written at once: wholly or not at all.</summary>
/// <param name="Points">In the order in which they were produced.</param>
/// <param name="Gaps">Losses that are not on record yet.</param>
public sealed record PointBatch(IReadOnlyList<Point> Points, IReadOnlyList<Gap> Gaps)
{
    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty => Points.Count == 0 && Gaps.Count == 0;
}
