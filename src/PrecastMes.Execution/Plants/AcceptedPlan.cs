using System.Text.Json;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution.Plants;

/// <summary>A plan that the plant accepted.</summary>
/// <param name="Document">Its document, JSON.</param>
/// <param name="Plan">The document read.</param>
/// <param name="Released">Its loads are due to the lines.</param>
/// <param name="HandedOver">The lines have them.</param>
/// <param name="Withdrawn">For a repaired plan the loads of other plans that it replaces when the lines take it; null for a plan of its own.</param>
/// <param name="Refused">The lines would not take it.</param>
public sealed record AcceptedPlan(string Document, Plan Plan, bool Released, bool HandedOver, IReadOnlyList<string>? Withdrawn, bool Refused)
{
    /// <summary>The plan that was in force when it was accepted: its loads are those that it was made around.</summary>
    public string? MadeBeside { get; init; }

    /// <summary>A plan's document.</summary>
    public static string Write(Plan plan) => JsonSerializer.Serialize(plan, PlanJson.Options);

    /// <summary>The plan of a document.</summary>
    public static AcceptedPlan Read(string document) => new(
        document,
        JsonSerializer.Deserialize<Plan>(document, PlanJson.Options) ?? throw new InvalidOperationException("A plan's document is empty."),
        false,
        false,
        null,
        false);
}
