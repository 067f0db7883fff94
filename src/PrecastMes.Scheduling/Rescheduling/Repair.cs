using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Comparing;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A repaired plan, to be looked at before it is put in force.</summary>
/// <param name="Plan">New plan of the loads that had not begun, and of what came on top.</param>
/// <param name="Kept">Begun and frozen loads; those that no disturbance touched are the very ones that were handed in.</param>
/// <param name="Pushed">Those of <paramref name="Kept"/> that a disturbance pushed.</param>
/// <param name="Withdrawn">Ids of the loads that <paramref name="Plan"/> replaces.</param>
/// <param name="Remade">Elements that stand in <paramref name="Plan"/> for scrapped ones, by the scrapped one's id.</param>
/// <param name="Stability">How much stays.</param>
/// <param name="Changes">What happens to each element that is not treated as before.</param>
/// <param name="BrokenLocks">Locks that can't be kept.</param>
public sealed record Repair(
    Plan Plan,
    IReadOnlyList<PlannedLoad> Kept,
    IReadOnlyList<PlannedLoad> Pushed,
    IReadOnlyList<string> Withdrawn,
    IReadOnlyDictionary<string, Element> Remade,
    Stability Stability,
    IReadOnlyList<ElementChange> Changes,
    IReadOnlyList<BrokenLock> BrokenLocks);
