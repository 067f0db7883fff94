using PrecastMes.Production;

namespace PrecastMes.City.Targets;

/// <summary>A cell of a table.</summary>
/// <param name="Year">Column.</param>
/// <param name="Value">The target; null when the cell is empty in the plan.</param>
/// <param name="Raw">The cell as printed.</param>
public sealed record TargetValue(int Year, decimal? Value, string Raw)
{
    /// <summary>The cell for a screen: as printed, or that the plan sets none.</summary>
    public LocalizedText Shown => Value is null ? new LocalizedText("规划未设定", "not set in the plan") : new LocalizedText(Raw, Raw);
}
