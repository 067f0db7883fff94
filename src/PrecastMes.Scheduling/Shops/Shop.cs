namespace PrecastMes.Scheduling.Shops;

/// <summary>
/// A plant as the simulation sees it: lines of the same stages with stations of their own, and loads that pass them. A load holds a mould of
/// its family, a pallet of its line and a place of the common curing chamber for a stretch of its way. Times in units of the calendars.
/// </summary>
internal sealed record Shop(IReadOnlyList<ShopStage> Stages, IReadOnlyList<ShopFamily> Families, int[] PalletsOfLine, int CuringPlaces)
{
    public required IReadOnlyList<ShopLoad> Loads { get; init; }

    public required IReadOnlyList<ShopFloor> Floors { get; init; }

    /// <summary>Stage from whose start the mould and the pallet are held, and to whose end.</summary>
    public required (int From, int To) MouldHeld { get; init; }

    /// <summary>Stage from whose start a curing place is reserved, and to whose start.</summary>
    public required (int From, int To) PlaceHeld { get; init; }

    public int Lines => PalletsOfLine.Length;
}
