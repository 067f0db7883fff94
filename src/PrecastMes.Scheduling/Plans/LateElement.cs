namespace PrecastMes.Scheduling.Plans;

/// <summary>An element that finishes after it is due.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="LoadId">Its load.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="FinishAt">When it is planned to finish.</param>
/// <param name="ReasonCode">What binds: <c>mould</c>, <c>pallet</c>, <c>station</c>, <c>crew</c>, <c>chamber</c>, <c>calendar</c> or <c>route</c> (even alone it could not be on time).</param>
/// <param name="Resource">The binding resource's id, e.g. <c>SF-WQ2</c>; empty for <c>route</c>.</param>
public sealed record LateElement(
    string ElementId,
    string LoadId,
    DateTimeOffset DueAt,
    DateTimeOffset FinishAt,
    string ReasonCode,
    string Resource);
