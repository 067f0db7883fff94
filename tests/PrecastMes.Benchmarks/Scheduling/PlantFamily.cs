using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Search;
using PrecastMes.Scheduling.Shops;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>A precast plant (<c>plant.json</c>, <c>loads.csv</c> beside it) in minutes; each objective is searched for on its own, each with the whole time.</summary>
internal sealed class PlantFamily : IFamily
{
    private const int Day = 1_440;

    public string Name => "plant";

    public bool Reads(FileInfo file) => file.Name == "plant.json";

    public IEnumerable<Measured> Run(FileInfo file, TimeSpan budget, int seed, CancellationToken cancellation)
    {
        (string name, Shop shop) = Read(file);
        var bounds = new ShopBounds(shop);
        yield return Row("weighted_tardiness_min", ShopObjective.WeightedTardiness, bounds.WeightedTardiness().Cost);
        yield return Row("max_floor_tardiness_min", ShopObjective.LargestTardiness, bounds.LargestTardiness().Late);
        yield return Row("makespan_min", ShopObjective.Makespan, bounds.Makespan().Time);

        Measured Row(string objective, ShopObjective kind, long bound)
        {
            long began = Stopwatch.GetTimestamp();
            (int[] order, int waiting, long value) = ShopSearch.Solve(shop, kind, bound, seed, new SearchClock(TimeProvider.System, budget, cancellation));
            double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            PlantCheck.Demand(file, shop, order, waiting, kind, value);
            return new Measured($"{name}/{objective}", value, bound, seconds);
        }
    }

    public static (string Name, Shop Shop) Read(FileInfo file)
    {
        try
        {
            PlantFile plant = JsonSerializer.Deserialize<PlantFile>(File.ReadAllText(file.FullName), PlantFile.Options)
                ?? throw new JsonException("the document is null");
            PlantFile.CalendarOf calendar = plant.Calendar;
            WorkCalendar shift = Windows(calendar.WorkDaysMod7, calendar.WorkStart, calendar.WorkEnd), casting = Windows(calendar.WorkDaysMod7, calendar.WorkStart, calendar.CastingEndLatest);
            ShopStage[] stages =
            [
                new("s1", OperationKind.Interruptible, shift, 1), new("s2", OperationKind.Interruptible, shift, 1), new("s3", OperationKind.NonInterruptible, casting, 1),
                new("curing", OperationKind.Clock, null, int.MaxValue / 2), new("s5", OperationKind.Interruptible, shift, 1),
                new("s6", OperationKind.Interruptible, shift, plant.FinishingStationsPerLine),
            ];
            ShopFamily[] families = [.. plant.Moulds.OrderBy(mould => mould.Type).Select(mould => new ShopFamily(
                "type " + mould.Type.ToString(CultureInfo.InvariantCulture), mould.Count, mould.Lines))];
            ShopFloor[] floors = [.. plant.Floors.OrderBy(floor => floor.Floor).Select(floor => new ShopFloor(floor.DueMin, floor.Weight))];
            return (plant.Name, new Shop(stages, families, [.. Enumerable.Repeat(plant.PalletsPerLine, plant.Lines)], plant.CuringSlots)
            {
                Loads = Loads(new FileInfo(Path.Combine(file.DirectoryName!, "loads.csv")), families.Length, floors.Length),
                Floors = floors,
                MouldHeld = (0, 4),
                PlaceHeld = (2, 4),
            });
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            throw new FormatException($"{file.Name}: {exception.Message}", exception);
        }
    }

    private static ShopLoad[] Loads(FileInfo file, int families, int floors)
    {
        string[] lines = File.ReadAllLines(file.FullName);
        string[] head = lines[0].Split(',');
        int family = Column("mould_type"), floor = Column("floor");
        int[] times = [Column("s1_mould"), Column("s2_parts"), Column("s3_cast"), Column("curing"), Column("s5_demould"), Column("s6_finish")];
        return [.. lines.Skip(1).Where(line => line.Length > 0).Select((line, i) =>
        {
            string[] cells = line.Split(',');
            return new ShopLoad(Cell(family, families - 1), Cell(floor, floors - 1), [.. times.Select(column => Cell(column, int.MaxValue))]);

            int Cell(int column, int most) =>
                column < cells.Length && int.TryParse(cells[column], CultureInfo.InvariantCulture, out int value) && value >= 0 && value <= most
                    ? value
                    : throw new FormatException($"{file.Name}, line {i + 2}, {head[column]}: '{(column < cells.Length ? cells[column] : "")}'; expected a whole number from 0 to {most}");
        })];

        int Column(string name) => Array.IndexOf(head, name) is >= 0 and var at ? at : throw new FormatException($"{file.Name} has no column {name}");
    }

    private static WorkCalendar Windows(int[] days, int start, int end)
    {
        const int Weeks = 60;
        var windows = new List<WorkWindow>();
        foreach (int day in Enumerable.Range(0, Weeks * 7).Where(day => days.Contains(day % 7)))
        {
            if (windows.Count > 0 && windows[^1].End == (day * Day) + start)
            {
                windows[^1] = windows[^1] with { End = (day * Day) + end };
                continue;
            }

            windows.Add(new WorkWindow((day * Day) + start, (day * Day) + end, 0));
        }

        return new WorkCalendar(windows);
    }
}
