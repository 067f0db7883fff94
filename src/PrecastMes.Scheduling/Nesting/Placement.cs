namespace PrecastMes.Scheduling.Nesting;

/// <summary>An element's place on a pallet; zeros in a fixed mould.</summary>
/// <param name="Element">Index in <see cref="Modelling.PlantModel.Elements"/>.</param>
/// <param name="XMm">Left edge, mm.</param>
/// <param name="YMm">Lower edge, mm.</param>
/// <param name="Rotated">Length lies across the pallet.</param>
internal readonly record struct Placement(int Element, int XMm, int YMm, bool Rotated);
