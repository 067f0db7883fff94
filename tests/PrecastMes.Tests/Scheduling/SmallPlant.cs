using PrecastMes.Production;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Curing;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Moulds;
using PrecastMes.Production.Plants;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

/// <summary>
/// A plant small enough to follow by hand. One shift 06:00–14:00 every day. Line L: A clean 100 s, B cast 200 s (batch 30 s),
/// chamber of two places (store and retrieve 20 s), cure 1000 s, C strip 100 s, D lift 100 s, finishing E final 50 s, F yard
/// 50 s; moves 10 s. Area X: prepare 600 s by a crew of one gang, cast 300 s by another, cure 1000 s, demould 300 s, final 50 s.
/// </summary>
internal sealed record SmallPlant
{
    public int Moulds { get; init; } = 2;

    public int FixedMoulds { get; init; } = 2;

    public int Pallets { get; init; } = 4;

    public int Levels { get; init; } = 2;

    public int OvertimeMinutes { get; init; }

    public int CastSeconds { get; init; } = 200;

    /// <summary>What the line's moulds need between two uses; they also make the mark M3.</summary>
    public Func<MouldType, MouldType> Serviced { get; init; } = type => type;

    public int CleanSeconds { get; init; } = 100;

    public int? YardPlaces { get; init; }

    public ObjectiveWeights Objective { get; init; } = new();

    public int CraneSeconds { get; init; } = 20;

    /// <summary>Resources that don't work by the plant's calendar; see <see cref="OwnCalendars"/>.</summary>
    public Func<Plant, Plant> Working { get; init; } = plant => plant;

    public Plant Build()
    {
        var name = new LocalizedText("小", "small");
        var none = new Dictionary<string, int>();
        Station Of(string id, string operation, OperationKind kind, int seconds) => new(id, name, operation, kind, seconds, 0, none);
        var loop = new CirculationLine(
            "L", name, 900, 10,
            new PalletFleet("P", Pallets, 9000, 3500, 100, 150, 20_000, MaxElements: 4),
            "MG", "MX", 30, "B",
            [Of("A", "clean", OperationKind.Interruptible, CleanSeconds), Of("B", "cast", OperationKind.NonInterruptible, CastSeconds)],
            new CuringChamber("CH", "CR", 1, Levels, CraneSeconds, CraneSeconds),
            [Of("C", "strip", OperationKind.Interruptible, 100), Of("D", "lift", OperationKind.Interruptible, 100)],
            "strip", "lift",
            [Of("E", "final", OperationKind.Interruptible, 50), Of("F", "yard", OperationKind.Interruptible, 50)]);
        var area = new FixedMouldArea(
            "X", name,
            [new Crew("prep", name, 1), new Crew("pour", name, 1)],
            [Of("", "prepare", OperationKind.Interruptible, 600), Of("", "cast", OperationKind.NonInterruptible, 300)],
            "cast",
            Of("", "demould", OperationKind.Interruptible, 300),
            new Dictionary<string, string> { ["prepare"] = "prep", ["cast"] = "pour", ["demould"] = "pour" },
            "MX", 30,
            [Of("G", "final", OperationKind.Interruptible, 50)]);
        return Working(new Plant(
            "small", name, true, "T1-08", 0, 18,
            new PlantCalendar(
                "Asia/Shanghai",
                [new ShiftDefinition("day", name, new TimeOnly(6, 0), new TimeOnly(14, 0))],
                Enum.GetValues<DayOfWeek>(), [], [], OvertimeMinutes),
            [new ElementFamily("SL", name, "L", "cure", "concrete"), new ElementFamily("ST", name, "X", "cure", "concrete")],
            [new CuringProgram("cure", name, 100, 20, 50, 500, 20, 38, 1000, 15)],
            [loop],
            [area],
            [Serviced(new MouldType("SF", name, "L", Moulds, ["M1", "M3"])), new MouldType("LT", name, "X", FixedMoulds, ["M2"])],
            [],
            [])
        {
            Objective = Objective,
            YardPlaces = YardPlaces,
        });
    }

    /// <summary>A slab so large that it needs a pallet of its own; need date in days after 2 March 2026.</summary>
    public static Element Slab(string id, int needDay = 30) =>
        new(id, "P", "B1", 1, "M1", "SL", 8000, 3000, 60, "C30", 1440, 3600, new DateOnly(2026, 3, 2).AddDays(needDay));

    /// <summary>A stair for a fixed mould.</summary>
    public static Element Stair(string id, int needDay = 30) =>
        new(id, "P", "B1", 1, "M2", "ST", 3000, 1200, 200, "C30", 700, 1750, new DateOnly(2026, 3, 2).AddDays(needDay));

    /// <summary>Plans from 2 March 2026 at a local time of day.</summary>
    public Plan Solve(IReadOnlyList<Element> elements, TimeOnly? from = null, int iterations = 0) =>
        new DetailedScheduler(TimeProvider.System).Solve(
            new PlanningProblem(Build(), elements, Start(from ?? new TimeOnly(6, 0)), "T", []),
            new PlanningOptions(1, TimeSpan.FromHours(1), iterations),
            null,
            TestContext.Current.CancellationToken);

    public static DateTimeOffset Start(TimeOnly at) => new(new DateOnly(2026, 3, 2), at, TimeSpan.FromHours(8));

    /// <summary>Seconds from the plan's start.</summary>
    public static int Second(Plan plan, DateTimeOffset at) => (int)(at - plan.StartAt).TotalSeconds;

    public static (int Start, int End) Times(Plan plan, PlannedLoad load, string operation)
    {
        var found = load.Operations.Single(o => o.Operation == operation);
        return (Second(plan, found.Start), Second(plan, found.End));
    }
}
