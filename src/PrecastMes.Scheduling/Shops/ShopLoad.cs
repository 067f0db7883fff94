namespace PrecastMes.Scheduling.Shops;

/// <summary>A pallet's load.</summary>
/// <param name="Times">Of each stage.</param>
internal sealed record ShopLoad(int Family, int Floor, int[] Times);
