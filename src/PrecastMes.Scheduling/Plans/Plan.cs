using System.Text.Json.Serialization;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Scheduling.Plans;

/// <summary>
/// A detailed schedule (ISA-95) of a plant, complete enough that an outside program can check every rule from this document
/// and the plant's files. Instants are UTC; the JSON form is described by <c>config/schemas/plan.schema.json</c>.
/// </summary>
/// <param name="SchemaVersion">Version of the document's form, 1.</param>
/// <param name="PlanId">e.g. <c>PL0001</c>; prefixes every load id.</param>
/// <param name="PlantId">The plant.</param>
/// <param name="CreatedAt">When planning ended, plant time.</param>
/// <param name="StartAt">No operation starts before.</param>
/// <param name="Seed">Seed of the search: same input, seed and iterations give the same plan.</param>
/// <param name="Status">How far the proof goes.</param>
/// <param name="Kpi">Objective parts, bound and gap.</param>
/// <param name="Loads">Planned loads by line and sequence.</param>
/// <param name="Late">Elements that finish after they are due, each with its binding reason.</param>
/// <param name="Unplanned">Elements that can't be made at this plant, each with its reason.</param>
public sealed record Plan(
    int SchemaVersion,
    string PlanId,
    string PlantId,
    DateTimeOffset CreatedAt,
    DateTimeOffset StartAt,
    int Seed,
    PlanStatus Status,
    PlanKpi Kpi,
    IReadOnlyList<PlannedLoad> Loads,
    IReadOnlyList<LateElement> Late,
    IReadOnlyList<UnplannedElement> Unplanned)
{
    /// <summary>Floors with late elements, the latest first, each with the chain of what binds it; empty in plans of before there were chains.</summary>
    public IReadOnlyList<LateFloor> LateFloors { get; init; } = [];

    /// <summary>What is out of service and until when, as far as the plan knew; null when nothing was ever said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Disturbance>? Outages { get; init; }

    /// <summary>
    /// Local days on which no overtime is worked, because it would cost more than it saves; the day is that on which the shift before it ends.
    /// Null when overtime has no price. A repair keeps to it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DateOnly>? NoOvertime { get; init; }

    /// <summary>Changes of mark and maintenance of moulds, by when they can begin; null when no mould of the plant needs any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlannedMouldWork>? MouldWork { get; init; }

    /// <summary>Begun and frozen loads of earlier plans with the times to which a disturbance pushed them; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlannedLoad>? Pushed { get; init; }
}
