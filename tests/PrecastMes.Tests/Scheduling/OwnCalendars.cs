using System.Globalization;
using PrecastMes.Production;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Plants;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Gives resources of a plant calendars of their own.</summary>
internal static class OwnCalendars
{
    private static readonly string[] Shifts = ["05:00-13:00", "06:00-14:00", "08:00-16:00", "07:00-11:00", "10:00-22:00", "22:00-12:00"];
    private static readonly string[] Resources = ["A", "B", "C", "D", "E", "F", "G", "MX", "prep", "pour"];

    /// <summary>A calendar like the plant's with one shift, <c>06:00-14:00</c>, and breaks written likewise.</summary>
    public static PlantCalendar Day(this Plant plant, string shift, params string[] breaks)
    {
        var (start, end) = Span(shift);
        return plant.Calendar with
        {
            Shifts = [new ShiftDefinition("own", new LocalizedText("自", "own"), start, end) { Breaks = [.. breaks.Select(Span).Select(each => new ShiftBreak(each.Start, each.End))] }],
        };
    }

    /// <summary>A calendar for stations (by id), crews (by id), operations in a mould (by code) and the mixer (<c>MX</c>).</summary>
    public static Plant Give(this Plant plant, string calendarId, PlantCalendar calendar, params string[] resources)
    {
        var line = plant.CirculationLines[0];
        var area = plant.FixedMouldAreas[0];
        Station Of(Station station) =>
            resources.Contains(station.Id.Length > 0 ? station.Id : station.Operation) ? station with { CalendarId = calendarId } : station;
        var mixer = resources.Contains(line.MixerId) ? calendarId : line.MixerCalendarId;
        return plant with
        {
            Calendars = new Dictionary<string, PlantCalendar>(plant.Calendars) { [calendarId] = calendar },
            CirculationLines =
            [
                line with
                {
                    MixerCalendarId = mixer,
                    WetStations = [.. line.WetStations.Select(Of)],
                    DryStations = [.. line.DryStations.Select(Of)],
                    FinishingStations = [.. line.FinishingStations.Select(Of)],
                },
            ],
            FixedMouldAreas =
            [
                area with
                {
                    MixerCalendarId = mixer,
                    Crews = [.. area.Crews.Select(crew => resources.Contains(crew.Id) ? crew with { CalendarId = calendarId } : crew)],
                    Operations = [.. area.Operations.Select(Of)],
                    DemouldOperation = Of(area.DemouldOperation),
                    FinishingStations = [.. area.FinishingStations.Select(Of)],
                },
            ],
        };
    }

    /// <summary>A plant in which a few resources, drawn at random, work some of the plant's hours or others, with breaks; all that is needed together meets.</summary>
    public static Func<Plant, Plant> Drawn(Random random)
    {
        var draws = Enumerable.Range(0, random.Next(1, 5))
            .Select(n => (Shift: Shifts[random.Next(Shifts.Length)], Break: random.Next(3), Overtime: random.Next(3) * 20, Day: random.Next(4), Resource: Resources[random.Next(Resources.Length)]))
            .ToList();
        return plant =>
        {
            for (var n = 0; n < draws.Count; n++)
            {
                var (shift, pause, overtime, day, resource) = draws[n];
                var calendar = plant.Day(shift, pause switch { 0 => [], 1 => ["10:20-10:40"], _ => ["10:05-10:10", "10:50-11:00"] }) with
                {
                    OvertimeMinutes = overtime,
                    DaysOff = day == 0 ? [new DateOnly(2026, 3, 2)] : [],
                    WorkDays = day == 1 ? [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Thursday] : plant.Calendar.WorkDays,
                };
                plant = plant.Give($"own{n}", calendar, resource);
            }

            return plant;
        };
    }

    private static (TimeOnly Start, TimeOnly End) Span(string text)
    {
        var times = text.Split('-');
        return (TimeOnly.ParseExact(times[0], "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(times[1], "HH:mm", CultureInfo.InvariantCulture));
    }
}
