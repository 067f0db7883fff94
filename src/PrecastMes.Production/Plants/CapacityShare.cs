namespace PrecastMes.Production.Plants;

/// <summary>A family's part in the product mix of a <see cref="CapacityBasis"/>.</summary>
/// <param name="FamilyCode">The family.</param>
/// <param name="SharePercent">Its share of the line's turns, 1–100 %.</param>
/// <param name="LitresPerTurn">Mean concrete volume of one pallet or fixed-mould turn of the family, litres.</param>
public sealed record CapacityShare(string FamilyCode, int SharePercent, int LitresPerTurn);
