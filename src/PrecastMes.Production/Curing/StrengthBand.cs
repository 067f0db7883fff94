namespace PrecastMes.Production.Curing;

/// <summary>An estimated strength and how far it may be off, 0.1 MPa.</summary>
/// <param name="LowDeciMpa">Lower edge: what a gate is held against.</param>
/// <param name="MeanDeciMpa">Estimate.</param>
/// <param name="HighDeciMpa">Upper edge.</param>
public sealed record StrengthBand(int LowDeciMpa, int MeanDeciMpa, int HighDeciMpa);
