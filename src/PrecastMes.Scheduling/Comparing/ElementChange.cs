using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Comparing;

/// <summary>An element that two plans treat differently. The side of a plan that doesn't have it is null.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="Kind">What happens.</param>
/// <param name="LineBefore">Line in the earlier plan.</param>
/// <param name="LineAfter">Line in the later plan.</param>
/// <param name="StartBefore">When its mould is taken, in the earlier plan.</param>
/// <param name="StartAfter">… in the later plan.</param>
/// <param name="FinishBefore">End of final inspection in the earlier plan.</param>
/// <param name="FinishAfter">… in the later plan.</param>
/// <param name="DueBefore">When it is due, by the earlier plan.</param>
/// <param name="DueAfter">… by the later plan.</param>
/// <param name="HasOtherCompany">Other elements lie on its pallet.</param>
public sealed record ElementChange(
    string ElementId,
    ElementChangeKind Kind,
    string? LineBefore,
    string? LineAfter,
    DateTimeOffset? StartBefore,
    DateTimeOffset? StartAfter,
    DateTimeOffset? FinishBefore,
    DateTimeOffset? FinishAfter,
    DateTimeOffset? DueBefore,
    DateTimeOffset? DueAfter,
    bool HasOtherCompany)
{
    /// <summary>Late in the later plan and not in the earlier one.</summary>
    public bool BecomesLate => FinishAfter > DueAfter && !(FinishBefore > DueBefore);

    /// <summary>Late in the earlier plan and on time in the later one.</summary>
    public bool BecomesOnTime => FinishBefore > DueBefore && FinishAfter <= DueAfter;

    /// <summary>
    /// What changes from some loads to others, by the time at which the later plan (else the earlier) begins it; loads, whose ids
    /// differ between plans, are told by their elements. <paramref name="same"/> counts the elements that are treated alike, to the second.
    /// </summary>
    public static IReadOnlyList<ElementChange> Between(IEnumerable<PlannedLoad> before, IEnumerable<PlannedLoad> after, out int same)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Dictionary<string, (PlannedLoad Load, PlannedElement Element)> old = Index(before), now = Index(after);
        var changes = new List<ElementChange>();
        same = 0;
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

        return [.. changes.OrderBy(change => change.StartAfter ?? change.StartBefore).ThenBy(change => change.ElementId, StringComparer.Ordinal)];
    }

    private static Dictionary<string, (PlannedLoad Load, PlannedElement Element)> Index(IEnumerable<PlannedLoad> loads) =>
        loads.SelectMany(load => load.Elements.Select(element => (load, element))).ToDictionary(each => each.element.ElementId, each => each, StringComparer.Ordinal);

    private static HashSet<string> Company(PlannedLoad load) => load.Elements.Select(element => element.ElementId).ToHashSet(StringComparer.Ordinal);
}
