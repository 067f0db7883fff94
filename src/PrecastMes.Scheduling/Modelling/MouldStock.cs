using PrecastMes.Production.Moulds;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>A mould type with its units' place in the plant-wide numbering of units.</summary>
/// <param name="Type">The type.</param>
/// <param name="Index">Its index.</param>
/// <param name="FirstUnit">Number of its first unit.</param>
/// <param name="UnitIds">Ids of its units.</param>
/// <param name="Usable">Units that are or will be fit for use.</param>
internal sealed record MouldStock(MouldType Type, int Index, int FirstUnit, string[] UnitIds, int Usable);
