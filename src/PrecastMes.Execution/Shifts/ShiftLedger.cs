using System.Collections.Immutable;
using PrecastMes.Production.Shifts;

namespace PrecastMes.Execution.Shifts;

/// <summary>The closed shifts of a plant, and the elements they count.</summary>
/// <param name="Closed">Ids of closed shifts.</param>
/// <param name="Counted">Shift by counted element: an element is output once.</param>
public sealed record ShiftLedger(ImmutableSortedSet<string> Closed, ImmutableSortedDictionary<string, string> Counted)
{
    /// <summary>Before the first close.</summary>
    public static ShiftLedger Empty { get; } = new(
        ImmutableSortedSet.Create<string>(StringComparer.Ordinal), ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The ledger after a fact.</summary>
    public ShiftLedger Apply(ShiftEvent e) => e switch
    {
        ShiftClosed x => new ShiftLedger(
            Closed.Add(x.Close.ShiftId),
            Counted.AddRange(x.Close.Elements.Select(c => KeyValuePair.Create(c.ElementId, x.Close.ShiftId)))),
        _ => throw new InvalidOperationException($"Shift event {e.GetType().Name} has no rule."),
    };

    /// <summary>Whether a shift may be closed so; null when it may.</summary>
    public Refusal? Refuse(ShiftCloseRecord close)
    {
        if (close.ClosedAt < close.EndAt)
        {
            return new Refusal("shift-runs", $"Shift {close.ShiftId} ends at {close.EndAt:O}; it cannot be closed at {close.ClosedAt:O}.");
        }

        var twice = close.Elements
            .Where(e => Counted.ContainsKey(e.ElementId))
            .Select(e => $"element {e.ElementId} is counted by shift {Counted[e.ElementId]}")
            .Take(5)
            .ToList();
        return twice.Count == 0 ? null : new Refusal("counted-already", string.Join("; ", twice));
    }
}
