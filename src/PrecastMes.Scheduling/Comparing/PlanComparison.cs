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
        Dictionary<string, (PlannedLoad Load, PlannedElement Element)> old = Index(before), now = Index(after);
        var changes = new List<ElementChange>();
        int same = 0;
        foreach (string id in old.Keys.Union(now.Keys, StringComparer.Ordinal))
        {
            PlannedLoad? from = old.TryGetValue(id, out var left) ? left.Load : null, to = now.TryGetValue(id, out var right) ? right.Load : null;
            bool company = from is not null && to is not null && !Company(from).SetEquals(Company(to));
            if (from is not null && to is not null && !company && from.LineId == to.LineId && from.MouldsFrom == to.MouldsFrom && from.FinishAt == to.FinishAt)
            {
                same++;
                continue;
            }

            changes.Add(new ElementChange(
                id,
                from is null ? ElementChangeKind.Added : to is null ? ElementChangeKind.Removed : ElementChangeKind.Moved,
                from?.LineId,
                to?.LineId,
                from?.MouldsFrom,
                to?.MouldsFrom,
                from?.FinishAt,
                to?.FinishAt,
                from is null ? null : left.Element.DueAt,
                to is null ? null : right.Element.DueAt,
                company));
        }

        return new PlanComparison(
            before.Kpi, after.Kpi, same, [.. changes.OrderBy(change => change.StartAfter ?? change.StartBefore).ThenBy(change => change.ElementId, StringComparer.Ordinal)]);
    }

    private static Dictionary<string, (PlannedLoad Load, PlannedElement Element)> Index(Plan plan) =>
        plan.Loads.SelectMany(load => load.Elements.Select(element => (load, element))).ToDictionary(each => each.element.ElementId, StringComparer.Ordinal);

    private static HashSet<string> Company(PlannedLoad load) => load.Elements.Select(element => element.ElementId).ToHashSet(StringComparer.Ordinal);
}
