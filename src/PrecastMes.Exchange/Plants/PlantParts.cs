using PrecastMes.Production.Calendars;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Moulds;

namespace PrecastMes.Exchange.Plants;

/// <summary>What the other files of a plant gave.</summary>
internal sealed record PlantParts(
    PlantCalendar Calendar,
    IReadOnlyDictionary<string, PlantCalendar> Calendars,
    IReadOnlyList<CirculationLine> CirculationLines,
    IReadOnlyList<FixedMouldArea> FixedMouldAreas,
    IReadOnlyList<MouldType> MouldTypes,
    TagMap Tags);
