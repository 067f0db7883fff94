namespace PrecastMes.Scheduling.Shops;

/// <summary>Loads that need the same type of mould.</summary>
/// <param name="Moulds">Units of the type.</param>
/// <param name="Lines">Where it may be used.</param>
internal sealed record ShopFamily(string Name, int Moulds, int[] Lines);
