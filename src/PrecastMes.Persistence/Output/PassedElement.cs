namespace PrecastMes.Persistence.Output;

/// <summary>An element of the actual output.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="ProjectId">Its project.</param>
/// <param name="DistrictId">District of the project; empty while the project's own facts have not been read yet.</param>
/// <param name="FamilyCode">Family.</param>
/// <param name="VolumeLitres">Concrete, litres.</param>
/// <param name="PassedAt">End of final inspection, UTC.</param>
/// <param name="DueAt">Due instant.</param>
/// <param name="Day">Plant-local day of <paramref name="PassedAt"/>.</param>
public sealed record PassedElement(
    string ElementId,
    string ProjectId,
    string DistrictId,
    string FamilyCode,
    int VolumeLitres,
    DateTimeOffset PassedAt,
    DateTimeOffset? DueAt,
    DateOnly Day)
{
    /// <summary>Whether it passed by its due instant.</summary>
    public bool OnTime => PassedAt <= DueAt;
}
