namespace PrecastMes.Scheduling.Plans;

/// <summary>An element that this plant can't make.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="ReasonCode"><c>no-mould</c>, <c>no-line</c>, <c>no-shift</c> (work in one piece longer than any shift), <c>too-large</c> or <c>too-heavy</c>.</param>
/// <param name="Detail">Names and values.</param>
public sealed record UnplannedElement(string ElementId, string ReasonCode, string Detail);
