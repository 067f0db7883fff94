using PrecastMes.Production.Calendars;
using PrecastMes.Production.Curing;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Moulds;

namespace PrecastMes.Production.Plants;

/// <summary>A precast plant as its configuration describes it. Cross references hold: the reader of the files has checked them.</summary>
/// <param name="Id">Short id, e.g. <c>jinhai</c>.</param>
/// <param name="Name">Name on screens.</param>
/// <param name="Fictitious">True for an invented sample; shown wherever the plant's figures are.</param>
/// <param name="DistrictId">Area of the city plan's table 1 in which it stands.</param>
/// <param name="YardLeadDays">Days between final inspection and the need date: yard, loading, transport.</param>
/// <param name="AmbientTempC">Temperature of hall and fresh concrete, ℃, for curing models.</param>
/// <param name="Calendar">Shifts and days off of all that has no calendar of its own.</param>
/// <param name="Families">What it makes.</param>
/// <param name="CuringPrograms">Its curing programmes.</param>
/// <param name="CirculationLines">Its circulation lines.</param>
/// <param name="FixedMouldAreas">Its fixed-mould areas.</param>
/// <param name="MouldTypes">Its moulds.</param>
/// <param name="DesignCapacity">The declared basis of its capacity figures.</param>
/// <param name="Districts">Areas it may deliver to, its own included.</param>
public sealed record Plant(
    string Id,
    LocalizedText Name,
    bool Fictitious,
    string DistrictId,
    int YardLeadDays,
    int AmbientTempC,
    PlantCalendar Calendar,
    IReadOnlyList<ElementFamily> Families,
    IReadOnlyList<CuringProgram> CuringPrograms,
    IReadOnlyList<CirculationLine> CirculationLines,
    IReadOnlyList<FixedMouldArea> FixedMouldAreas,
    IReadOnlyList<MouldType> MouldTypes,
    IReadOnlyList<CapacityBasis> DesignCapacity,
    IReadOnlyList<District> Districts)
{
    /// <summary>Places in the yard for elements that are finished before they are due, 1–1,000,000; null where there is always room.</summary>
    public int? YardPlaces { get; init; }

    /// <summary>What its plans are judged by.</summary>
    public ObjectiveWeights Objective { get; init; } = new();

    /// <summary>Calendars of stations, crews and mixers that don't work by the plant's, by id; read in its time zone.</summary>
    public IReadOnlyDictionary<string, PlantCalendar> Calendars { get; init; } = new Dictionary<string, PlantCalendar>();

    /// <summary>The calendar of a resource that names one, or the plant's.</summary>
    /// <exception cref="KeyNotFoundException">The plant has no calendar of this id.</exception>
    public PlantCalendar CalendarOf(string? calendarId) => calendarId is null ? Calendar : Calendars[calendarId];
}
