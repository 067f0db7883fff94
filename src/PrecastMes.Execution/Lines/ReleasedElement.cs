namespace PrecastMes.Execution.Lines;

/// <summary>An element of a released load.</summary>
/// <param name="ElementId">The element.</param>
/// <param name="XMm">Left edge on the pallet, mm.</param>
/// <param name="YMm">Lower edge on the pallet, mm.</param>
/// <param name="Rotated">True when its length lies across the pallet.</param>
/// <param name="MouldUnit">Mould unit that makes it; in a fixed-mould area also the work unit.</param>
public sealed record ReleasedElement(string ElementId, int XMm, int YMm, bool Rotated, string MouldUnit);
