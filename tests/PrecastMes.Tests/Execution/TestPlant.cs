using PrecastMes.Execution.Lines;
using PrecastMes.Production;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Curing;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Moulds;
using PrecastMes.Production.Plants;
using PrecastMes.Production.Routings;

namespace PrecastMes.Tests.Execution;

/// <summary>
/// A small plant: wet W1 clean – W2 cast – W3 screed – W4 pre-cure – W5 trowel, chamber CH of 2 × 3, dry D1 strip – D2 lift –
/// D3 check, places F1 repair – F2 final – F3 yard; a fixed area with two moulds; mixer MX serves both. Shifts 06–14 and 14–22,
/// UTC, Monday to Saturday, overtime 60 min.
/// </summary>
internal static class TestPlant
{
    /// <summary>Monday, start of the early shift.</summary>
    public static readonly DateTimeOffset Monday6 = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    public static Plant Plant { get; } = Build();

    public static PlantLayout Layout { get; } = new(Plant, CuringRules.Shipped);

    /// <summary>A load of the loop with one element in mould <c>SF-01</c> … <c>SF-08</c>.</summary>
    public static ReleasedLoad LoopLoad(int number, int mould, DateTimeOffset? plannedStart = null, string? pallet = null) => new(
        $"PL0001-L{number:000}",
        "loop",
        number,
        pallet ?? $"P{((number - 1) % 8) + 1:00}",
        "DBS",
        "C30",
        "slab",
        900,
        [new ReleasedElement($"E{number:000}", 0, 0, false, $"SF-{mould:00}")],
        plannedStart ?? Monday6,
        $"CH-C1L{((number - 1) % 3) + 1}",
        Monday6.AddDays(1),
        Monday6.AddDays(2));

    /// <summary>A load of the fixed area in mould <c>LT-01</c> or <c>LT-02</c>.</summary>
    public static ReleasedLoad FixedLoad(int number, int mould, DateTimeOffset? plannedStart = null) => new(
        $"PL0001-X{number:000}",
        "fixed",
        number,
        null,
        "LT",
        "C30",
        "slab",
        1200,
        [new ReleasedElement($"X{number:000}", 0, 0, false, $"LT-{mould:00}")],
        plannedStart ?? Monday6,
        $"LT-{mould:00}",
        Monday6.AddDays(1),
        Monday6.AddDays(2));

    private static Plant Build()
    {
        var slab = new CuringProgram("slab", Name("slab"), 7200, 18, 50, 14400, 18, 38, 32400, 15);
        var loop = new CirculationLine(
            "loop",
            Name("loop"),
            900,
            60,
            new PalletFleet("P", 8, 9000, 3500, 100, 150, 22000),
            "MG",
            "MX",
            180,
            "W2",
            [
                Station("W1", "clean", OperationKind.Interruptible, 480),
                Station("W2", "cast", OperationKind.NonInterruptible, 540, 20),
                Station("W3", "screed", OperationKind.NonInterruptible, 420),
                Station("W4", "precure", OperationKind.Clock, 600),
                Station("W5", "trowel", OperationKind.NonInterruptible, 480),
            ],
            new CuringChamber("CH", "SC", 2, 3, 180, 180),
            [
                Station("D1", "strip", OperationKind.Interruptible, 420, 45),
                Station("D2", "lift", OperationKind.Interruptible, 420, 60),
                Station("D3", "check", OperationKind.Interruptible, 300),
            ],
            "strip",
            "lift",
            [
                Station("F1", "repair", OperationKind.Interruptible, 480, 30),
                Station("F2", "final", OperationKind.Interruptible, 360, 30),
                Station("F3", "yard", OperationKind.Interruptible, 300, 20),
            ]);
        var area = new FixedMouldArea(
            "fixed",
            Name("fixed"),
            [new Crew("prepare", Name("prepare"), 1), new Crew("cast", Name("cast"), 1), new Crew("demould", Name("demould"), 1)],
            [
                Station("", "prepare", OperationKind.Interruptible, 2700),
                Station("", "cage", OperationKind.Interruptible, 3600),
                Station("", "pour", OperationKind.NonInterruptible, 1800),
            ],
            "pour",
            Station("", "demould", OperationKind.Interruptible, 1800),
            new Dictionary<string, string> { ["prepare"] = "prepare", ["cage"] = "prepare", ["pour"] = "cast", ["demould"] = "demould" },
            "MX",
            180,
            [Station("FR", "repair", OperationKind.Interruptible, 2400), Station("FI", "final", OperationKind.Interruptible, 900)]);
        return new Plant(
            "test",
            Name("test plant"),
            true,
            "T1-01",
            1,
            18,
            new PlantCalendar(
                "UTC",
                [new ShiftDefinition("early", Name("early"), new(6, 0), new(14, 0)), new ShiftDefinition("late", Name("late"), new(14, 0), new(22, 0))],
                [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday],
                [],
                [],
                60),
            [new ElementFamily("DBS", Name("slab"), "loop", "slab", "concrete"), new ElementFamily("LT", Name("stair"), "fixed", "slab", "concrete")],
            [slab],
            [loop],
            [area],
            [new MouldType("SF", Name("side forms"), "loop", 8, ["M1"]), new MouldType("LT", Name("stair mould"), "fixed", 2, ["M2"])],
            [],
            []);
    }

    private static Station Station(string id, string operation, OperationKind kind, int seconds, int perElement = 0) =>
        new(id, Name(operation), operation, kind, seconds, perElement, new Dictionary<string, int>());

    private static LocalizedText Name(string text) => new(text, text);
}
