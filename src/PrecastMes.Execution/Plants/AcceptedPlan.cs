using System.Text.Json;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution.Plants;

/// <summary>A plan that the plant accepted.</summary>
/// <param name="Document">Its document, JSON.</param>
/// <param name="Plan">The document read.</param>
/// <param name="Released">Its loads are due to the lines.</param>
/// <param name="HandedOver">The lines have them.</param>
public sealed record AcceptedPlan(string Document, Plan Plan, bool Released, bool HandedOver)
{
    /// <summary>A plan's document.</summary>
    public static string Write(Plan plan) => JsonSerializer.Serialize(plan, PlanJson.Options);

    /// <summary>The plan of a document.</summary>
    public static AcceptedPlan Read(string document) => new(
        document,
        JsonSerializer.Deserialize<Plan>(document, PlanJson.Options) ?? throw new InvalidOperationException("A plan's document is empty."),
        false,
        false);
}
