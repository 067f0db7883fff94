using PrecastMes.City.Targets;
using PrecastMes.City.Volumes;

namespace PrecastMes.City.Capacity;

/// <summary>
/// A plant's design capacity beside the city's capacity target. The target is a capacity: output is never set against it.
/// </summary>
/// <param name="Row">The target, in 万m³ a year.</param>
/// <param name="Year">Its year.</param>
/// <param name="TargetTenThousandM3">The target; null when the plan sets none.</param>
/// <param name="BaselineTenThousandM3">The city's capacity when the plan was made; null when the plan names none.</param>
/// <param name="Plant">This plant's capacity a year.</param>
public sealed record CapacityTarget(
    TargetRow Row, int Year, decimal? TargetTenThousandM3, decimal? BaselineTenThousandM3, CapacityVolume Plant)
{
    private const string ConcreteCapacityRow = "T2-07";
    private const string ConcreteBaseline = "B-02";

    /// <summary>This plant's share of the target, %; null without one.</summary>
    public decimal? PlantSharePercent =>
        TargetTenThousandM3 is { } target and > 0 ? Math.Round(Plant.TenThousandM3 / target * 100, 2) : null;

    /// <summary>The concrete capacity target by year, in the order of the table's columns.</summary>
    public static IReadOnlyList<CapacityTarget> Of(CityTargets targets, CapacityStatement statement)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(statement);
        var row = targets.Row(ConcreteCapacityRow)
            ?? throw new ArgumentException($"The plan {targets.Document.Number} has no row {ConcreteCapacityRow}.", nameof(targets));
        return
        [
            .. row.Values.Select(v => new CapacityTarget(
                row, v.Year, v.Value, targets.Figure(ConcreteBaseline)?.Value, statement.PerYearOf("concrete"))),
        ];
    }
}
