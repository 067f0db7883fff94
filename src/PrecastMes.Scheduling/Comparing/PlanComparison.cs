using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Comparing;

/// <summary>Two plans beside each other: figure by figure and element by element.</summary>
/// <param name="Before">Figures of the earlier plan.</param>
/// <param name="After">Figures of the later plan.</param>
/// <param name="Same">Elements that both plans treat alike, to the second.</param>
/// <param name="Changes">All others, by the time at which the later plan (else the earlier) begins them.</param>
public sealed record PlanComparison(PlanKpi Before, PlanKpi After, int Same, IReadOnlyList<ElementChange> Changes)
{
    /// <summary>Compares by element ids; loads, whose ids differ between plans, are told by their elements.</summary>
    public static PlanComparison Of(Plan before, Plan after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = ElementChange.Between(before.Loads, after.Loads, out var same);
        return new PlanComparison(before.Kpi, after.Kpi, same, changes);
    }
}
