namespace PrecastMes.Scheduling.Plans;

/// <summary>An element that finishes after it is due.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="LoadId">Its load.</param>
/// <param name="DueAt">When it was due.</param>
/// <param name="FinishAt">When it is planned to finish.</param>
/// <param name="ReasonCode">
/// What it waited for longest in staffed time: <c>mould</c>, <c>pallet</c>, <c>station</c> (crane and mixer included), <c>crew</c> or
/// <c>chamber</c>; <c>route</c> when even alone on an empty line it would be late; <c>calendar</c> when it waited
/// longest for the own calendar of a resource while the plant worked, or for nothing but nights and days off.
/// </param>
/// <param name="Resource">The binding resource's id, e.g. <c>SF-WQ2</c>; empty for <c>route</c> and for <c>calendar</c> without a resource.</param>
public sealed record LateElement(
    string ElementId,
    string LoadId,
    DateTimeOffset DueAt,
    DateTimeOffset FinishAt,
    string ReasonCode,
    string Resource);
