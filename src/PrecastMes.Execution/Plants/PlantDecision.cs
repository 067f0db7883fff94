namespace PrecastMes.Execution.Plants;

/// <summary>What follows from a command to the plant.</summary>
/// <param name="Events">Facts, in order; none when nothing changes.</param>
/// <param name="Refusal">Why nothing was done; null when accepted.</param>
public sealed record PlantDecision(IReadOnlyList<PlantEvent> Events, Refusal? Refusal)
{
    /// <summary>Accepted.</summary>
    public static PlantDecision Of(params IReadOnlyList<PlantEvent> events) => new(events, null);

    /// <summary>No.</summary>
    public static PlantDecision Refuse(string code, string detail) => new([], new Refusal(code, detail));
}
