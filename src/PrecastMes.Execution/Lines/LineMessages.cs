namespace PrecastMes.Execution.Lines;

/// <summary>Releases the loads of a plan to the lines; answered by <see cref="LoadsTaken"/>.</summary>
/// <param name="PlanId">The plan.</param>
/// <param name="Loads">Its loads, by line and order of start.</param>
/// <param name="Withdrawn">For a repaired plan the loads of earlier plans that it replaces, none of which may have begun; null for a plan of its own.</param>
public sealed record ReleaseLoads(string PlanId, IReadOnlyList<ReleasedLoad> Loads, IReadOnlyList<string>? Withdrawn);

/// <summary>The lines have the loads in their journal, or refuse them.</summary>
public sealed record LoadsTaken(string PlanId, Refusal? Refusal);

/// <summary>Lets a load go on in spite of a broken curing limit; answered by <see cref="Outcome"/>.</summary>
/// <param name="LoadId">The load.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why it is safe.</param>
public sealed record LiftCuringHold(string LoadId, string By, string Reason);

/// <summary>Keeps an entity alive, or brings it back.</summary>
public sealed record Touch
{
    /// <summary>The one of its kind.</summary>
    public static Touch Instance { get; } = new();
}
