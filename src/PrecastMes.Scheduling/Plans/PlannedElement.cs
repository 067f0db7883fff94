using System.Text.Json.Serialization;

namespace PrecastMes.Scheduling.Plans;

/// <summary>An element's place in a load.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="XMm">Left edge from the pallet's left end, mm; 0 in a fixed mould.</param>
/// <param name="YMm">Lower edge from the pallet's lower side, mm; 0 in a fixed mould.</param>
/// <param name="Rotated">True when length lies across the pallet.</param>
/// <param name="MouldUnit">Mould unit, e.g. <c>SF-DBS1-03</c>; in a fixed-mould area also the work unit.</param>
/// <param name="DueAt">Due instant of this element.</param>
public sealed record PlannedElement(string ElementId, int XMm, int YMm, bool Rotated, string MouldUnit, DateTimeOffset DueAt)
{
    /// <summary>Its type mark, for which the mould is set up; null in documents of before marks were written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Mark { get; init; }
}
