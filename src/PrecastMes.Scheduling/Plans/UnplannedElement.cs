namespace PrecastMes.Scheduling.Plans;

/// <summary>An element that this plant can't make.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="ReasonCode"><c>no-mould</c>, <c>no-line</c>, <c>too-large</c> or <c>too-heavy</c>.</param>
/// <param name="Detail">Names and values.</param>
public sealed record UnplannedElement(string ElementId, string ReasonCode, string Detail);
