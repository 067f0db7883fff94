namespace PrecastMes.Scheduling.Promising;

/// <summary>When the elements of a floor could be on site; the floor is what a site waits for.</summary>
/// <param name="Building">Building in the project.</param>
/// <param name="Floor">Floor number.</param>
/// <param name="Elements">Elements of the floor that the plant can make.</param>
/// <param name="NeedDate">Latest need date asked for.</param>
/// <param name="WithoutPushing">Earliest need date that holds when everything ordered before keeps its times.</param>
/// <param name="InTurn">Earliest need date that holds when the order takes its turn by due dates among what is not released yet.</param>
public sealed record PromisedFloor(string Building, int Floor, int Elements, DateOnly NeedDate, DateOnly WithoutPushing, DateOnly InTurn);
