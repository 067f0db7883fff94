using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Sequencing;

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

/// <summary>A stage of every line.</summary>
/// <param name="Kind">Curing is clock time and has no station.</param>
/// <param name="Calendar">When its crew works; null for clock time.</param>
/// <param name="Stations">Of each line.</param>
internal sealed record ShopStage(string Name, OperationKind Kind, WorkCalendar? Calendar, int Stations);

/// <summary>Loads that need the same type of mould.</summary>
/// <param name="Moulds">Units of the type.</param>
/// <param name="Lines">Where it may be used.</param>
internal sealed record ShopFamily(string Name, int Moulds, int[] Lines);

/// <summary>A pallet's load.</summary>
/// <param name="Times">Of each stage.</param>
internal sealed record ShopLoad(int Family, int Floor, int[] Times);

/// <summary>The unit of delivery: late when its last load is.</summary>
/// <param name="Weight">Cost of a unit of time behind <paramref name="Due"/>.</param>
internal sealed record ShopFloor(int Due, int Weight);
