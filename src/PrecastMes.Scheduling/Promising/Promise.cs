using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Promising;

/// <summary>When an order could be delivered, and what it would push.</summary>
/// <param name="Floors">The order's floors.</param>
/// <param name="WithoutPushing">The latest of the floors' dates when nothing ordered before moves; null when the plant can make none of it.</param>
/// <param name="InTurn">The latest of the floors' dates when the order takes its turn by due dates; null as above.</param>
/// <param name="Pushed">What would be late, or later, if the order took its turn; released loads never move.</param>
/// <param name="Unplanned">Elements of the order that the plant can't make, each with its reason.</param>
public sealed record Promise(
    IReadOnlyList<PromisedFloor> Floors,
    DateOnly? WithoutPushing,
    DateOnly? InTurn,
    IReadOnlyList<PushedElement> Pushed,
    IReadOnlyList<UnplannedElement> Unplanned);
