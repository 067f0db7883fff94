namespace PrecastMes.Scheduling.Shops;

/// <summary>The unit of delivery: late when its last load is.</summary>
/// <param name="Weight">Cost of a unit of time behind <paramref name="Due"/>.</param>
internal sealed record ShopFloor(int Due, int Weight);
