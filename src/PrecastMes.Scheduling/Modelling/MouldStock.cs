using PrecastMes.Production.Moulds;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>A mould type with its units' place in the plant-wide numbering of units.</summary>
internal sealed record MouldStock(MouldType Type, int Index, int FirstUnit, string[] UnitIds);
