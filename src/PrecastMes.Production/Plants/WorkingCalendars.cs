using PrecastMes.Production.Calendars;
using PrecastMes.Production.Lines;

namespace PrecastMes.Production.Plants;

/// <summary>By which calendars the resources of a plant work.</summary>
public static class WorkingCalendars
{
    /// <summary>That of a station, finishing place or mixer; the plant's for every other unit.</summary>
    public static PlantCalendar CalendarOfUnit(this Plant plant, string unitId)
    {
        var stations = plant.CirculationLines.SelectMany(line => line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations))
            .Concat(plant.FixedMouldAreas.SelectMany(area => area.FinishingStations)).Select(station => (station.Id, station.CalendarId));
        var mixers = plant.CirculationLines.Select(line => (line.MixerId, line.MixerCalendarId)).Concat(plant.FixedMouldAreas.Select(area => (area.MixerId, area.MixerCalendarId)));
        return plant.CalendarOf(stations.Concat(mixers).FirstOrDefault(unit => unit.Item1 == unitId).Item2);
    }

    /// <summary>Those by which an operation on a line works: only when all have staffed time is it done.</summary>
    public static IReadOnlyList<PlantCalendar> CalendarsOf(this Plant plant, string lineId, string operation)
    {
        if (plant.FixedMouldAreas.FirstOrDefault(area => area.Id == lineId) is { } area
            && area.Operations.Append(area.DemouldOperation).FirstOrDefault(each => each.Operation == operation) is { } inMould)
        {
            var crew = area.CrewOfOperation.TryGetValue(operation, out var id) ? area.Crews.FirstOrDefault(each => each.Id == id) : null;
            var own = plant.CalendarOf(inMould.CalendarId);
            return crew is null ? [own] : inMould.CalendarId is null ? [plant.CalendarOf(crew.CalendarId)] : [plant.CalendarOf(crew.CalendarId), own];
        }

        return [plant.CalendarOf(StationsOf(plant, lineId).FirstOrDefault(station => station.Operation == operation)?.CalendarId)];
    }

    /// <summary>The staffed time that calendars have in common within <c>[from, to)</c>, in order.</summary>
    public static IReadOnlyList<(DateTimeOffset Start, DateTimeOffset End)> StaffedTogether(this IReadOnlyList<PlantCalendar> calendars, DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        (DateTimeOffset Start, DateTimeOffset End)[] common = [(DateTimeOffset.MinValue, DateTimeOffset.MaxValue)];
        foreach (var calendar in calendars)
        {
            var staffed = calendar.StaffedBetween(from, to).ToList();
            common =
            [
                .. from one in common
                   from other in staffed
                   let start = one.Start > other.Start ? one.Start : other.Start
                   let end = one.End < other.End ? one.End : other.End
                   where start < end
                   orderby start
                   select (start, end),
            ];
        }

        return common;
    }

    private static IEnumerable<Station> StationsOf(Plant plant, string lineId) =>
        plant.CirculationLines.Where(line => line.Id == lineId).SelectMany(line => line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations))
            .Concat(plant.FixedMouldAreas.Where(area => area.Id == lineId).SelectMany(area => area.FinishingStations));
}
