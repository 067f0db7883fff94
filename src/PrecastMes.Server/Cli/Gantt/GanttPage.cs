using System.Globalization;
using System.Text.Json;
using PrecastMes.Production;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Cli.Gantt;

/// <summary>A plan as one HTML file that needs nothing else: bars by unit, and the same loads as a table.</summary>
internal static class GanttPage
{
    private const string DataPlace = "/*DATA*/";
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo(Language.Names[0]);
    private static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo(Language.Names[1]);

    /// <summary>The page's text.</summary>
    public static string Html(Plan plan, Plant plant)
    {
        using var template = typeof(GanttPage).Assembly.GetManifestResourceStream("PrecastMes.Server.Cli.Gantt.gantt.html")
            ?? throw new InvalidOperationException("The program was built without its page gantt.html.");
        using var reader = new StreamReader(template);
        // The serializer escapes '<', so no name in the plan can end the script element.
        return reader.ReadToEnd().Replace(DataPlace, JsonSerializer.Serialize(Data(plan, plant), JsonSerializerOptions.Web), StringComparison.Ordinal);
    }

    private static object Data(Plan plan, Plant plant)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(plant.Calendar.TimeZoneId);
        var end = plan.Loads.Select(load => load.PalletUntil is { } until && until > load.FinishAt ? until : load.FinishAt)
            .DefaultIfEmpty(plan.StartAt.AddHours(1)).Max();
        var localStart = TimeZoneInfo.ConvertTime(plan.StartAt, zone);
        return new
        {
            plan.PlanId,
            Plant = plant.Name,
            plant.Fictitious,
            TimeZone = plant.Calendar.TimeZoneId,
            StartMs = plan.StartAt.ToUnixTimeMilliseconds(),
            EndMs = end.ToUnixTimeMilliseconds(),
            ZeroMs = new DateTimeOffset(localStart.Date, localStart.Offset).ToUnixTimeMilliseconds(),
            plan.Kpi,
            Families = plant.Families.ToDictionary(family => family.Code, family => family.Name),
            Groups = Groups(plant),
            Lanes = Lanes(plant, calendar => calendar == plant.Calendar ? null : Staffed(calendar)),
            Shifts = Staffed(plant.Calendar),
            Loads = plan.Loads.Select(Load),
            LateFloors = plan.LateFloors.Select(Floor),
        };

        IEnumerable<long[]> Staffed(PlantCalendar calendar) =>
            calendar.StaffedBetween(plan.StartAt, end).Select(time => new[] { time.Start.ToUnixTimeMilliseconds(), time.End.ToUnixTimeMilliseconds() });
    }

    private static object Load(PlannedLoad load) => new
    {
        Id = load.LoadId,
        Line = load.LineId,
        Pallet = load.PalletId,
        Family = load.FamilyCode,
        load.Curing.Place,
        Due = load.DueAt.ToUnixTimeMilliseconds(),
        Finish = load.FinishAt.ToUnixTimeMilliseconds(),
        HoursLate = Math.Max(0, (load.FinishAt - load.DueAt).TotalHours),
        Elements = load.Elements.Select(element => element.ElementId),
        Bars = load.Operations
            .Select(operation => Bar(operation.Unit, operation.Operation, operation.Start, operation.End))
            .Append(Bar(load.Batch.Mixer, "batch", load.Batch.Start, load.Batch.End))
            .Append(Bar(load.Curing.Place, "", load.Curing.Start, load.Curing.End)),
    };

    private static object Floor(LateFloor floor) => new
    {
        Name = $"{floor.ProjectId}-{floor.Building}-F{floor.Floor}",
        Due = floor.DueAt.ToUnixTimeMilliseconds(),
        Finish = floor.FinishAt.ToUnixTimeMilliseconds(),
        HoursLate = (floor.FinishAt - floor.DueAt).TotalHours,
        Chain = (floor.Chain ?? []).Select(link => new
        {
            Since = link.Since.ToUnixTimeMilliseconds(),
            Until = link.Until.ToUnixTimeMilliseconds(),
            Text = new LocalizedText(ChainText.Of(link, Chinese), ChainText.Of(link, English)),
        }),
    };

    private static object Bar(string unit, string operation, DateTimeOffset from, DateTimeOffset to) =>
        new { Unit = unit, Operation = operation, From = from.ToUnixTimeMilliseconds(), To = to.ToUnixTimeMilliseconds() };

    private static Dictionary<string, LocalizedText> Groups(Plant plant) =>
        plant.CirculationLines.SelectMany(line => new (string Id, LocalizedText Name)[] { (line.Id, line.Name), (line.Chamber.Id, new LocalizedText($"养护窑 {line.Chamber.Id}", $"Curing chamber {line.Chamber.Id}")) })
            .Concat(plant.FixedMouldAreas.Select(area => (area.Id, area.Name)))
            .ToDictionary(group => group.Id, group => group.Name);

    // Hours of a lane that has others than the plant; in a mould several crews work, so that it has none of its own.
    private static IEnumerable<object> Lanes(Plant plant, Func<PlantCalendar, IEnumerable<long[]>?> hoursOf)
    {
        var none = new LocalizedText("", "");
        var mixers = plant.CirculationLines.Select(line => (line.MixerId, line.Id)).Concat(plant.FixedMouldAreas.Select(area => (area.MixerId, area.Id)));
        foreach (var (mixer, line) in mixers.DistinctBy(mixer => mixer.Item1))
        {
            yield return new { Unit = mixer, Name = new LocalizedText("搅拌机", "mixer"), Group = line, Hours = hoursOf(plant.CalendarOfUnit(mixer)) };
        }

        foreach (var line in plant.CirculationLines)
        {
            foreach (var station in line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations))
            {
                yield return new { Unit = station.Id, station.Name, Group = line.Id, Hours = hoursOf(plant.CalendarOf(station.CalendarId)) };
            }

            foreach (var compartment in line.Chamber.Compartments())
            {
                yield return new { Unit = compartment, Name = none, Group = line.Chamber.Id };
            }
        }

        foreach (var area in plant.FixedMouldAreas)
        {
            foreach (var mould in plant.MouldTypes.Where(mould => mould.LineId == area.Id))
            {
                foreach (var unit in mould.Units())
                {
                    yield return new { Unit = unit, mould.Name, Group = area.Id };
                }
            }

            foreach (var station in area.FinishingStations)
            {
                yield return new { Unit = station.Id, station.Name, Group = area.Id, Hours = hoursOf(plant.CalendarOf(station.CalendarId)) };
            }
        }
    }
}
