using PrecastMes.Production.Elements;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Checking;

namespace PrecastMes.Tests.Scheduling;

/// <summary>What contradicts what, told before anything is planned.</summary>
public sealed class ModelCheckTests
{
    private static ModelFinding[] Of(SmallPlant plant, params Element[] elements) =>
        [.. ModelCheck.Of(new PlanningProblem(plant.Build(), elements, SmallPlant.Start(new TimeOnly(6, 0)), "T", []))];

    private static void Is(ModelFinding finding, ModelFindingKind kind, int elements, params string[] arguments)
    {
        Assert.Equal(kind, finding.Kind);
        Assert.Equal(elements, finding.Elements);
        Assert.Equal(arguments, finding.Arguments);
    }

    [Fact]
    public void Nothing_contradicts_anything() => Assert.Empty(Of(new SmallPlant(), SmallPlant.Slab("a"), SmallPlant.Stair("b")));

    // Usable is 9,000 − 2 × 100 by 3,500 − 2 × 100 mm.
    [Fact]
    public void What_cannot_be_made_is_named_by_mark_with_the_limit()
    {
        Element slab = SmallPlant.Slab("a");

        ModelFinding[] findings = Of(
            new SmallPlant(), slab with { Mark = "M9" }, slab with { Id = "b", Mark = "M9" }, slab with { Id = "c", LengthMm = 8_900 }, slab with { Id = "d", WeightKg = 20_001 });

        Assert.All(findings, finding => Assert.True(finding.Stops));
        Is(findings[0], ModelFindingKind.NoMould, 2, "M9", "L");
        Is(findings[1], ModelFindingKind.TooLarge, 1, "M1", "8900", "3000", "L", "8800", "3300");
        Is(findings[2], ModelFindingKind.TooHeavy, 1, "M1", "20001", "L", "20000");
    }

    // The shift has 480 min and no overtime; casting takes 30,000 s and its batch 30, together 501 min.
    [Fact]
    public void Work_that_no_shift_takes_is_named_with_both_lengths() =>
        Is(Assert.Single(Of(new SmallPlant { CastSeconds = 30_000 }, SmallPlant.Slab("a"))), ModelFindingKind.NoShift, 1, "SL", "L", "cast", "501", "480");

    // Casting takes 240 min; B has breaks at 09:00 and 12:00 that leave 3 h, 2.5 h and 1.5 h.
    [Fact]
    public void Work_that_no_stretch_between_breaks_takes_is_named_with_both_lengths() => Is(
        Assert.Single(Of(new SmallPlant { CastSeconds = 4 * 3600, Working = plant => plant.Give("pauses", plant.Day("06:00-14:00", "09:00-09:30", "12:00-12:30"), "B") }, SmallPlant.Slab("a"))),
        ModelFindingKind.NoShift, 1, "SL", "L", "cast", "240", "180");

    // Mixing 30 s and casting 200 s or 300 s, 4 or 6 min; the mixer comes when B goes home. The crew that casts in the area stays until 15:00.
    [Fact]
    public void Mixer_and_casting_station_that_never_meet_are_named_with_their_calendars()
    {
        var plant = new SmallPlant { Working = plant => plant.Give("late", plant.Day("14:00-22:00"), "MX").Give("longer", plant.Day("07:00-15:00"), "pour") };

        ModelFinding finding = Assert.Single(Of(plant, SmallPlant.Slab("a"), SmallPlant.Stair("b")));

        Is(finding, ModelFindingKind.NoCommonShift, 1, "SL", "L", "cast", "B", "calendar.yaml", "MX", "late", "4");
        Assert.True(finding.Stops);
        Assert.Equal(("a", "no-common-shift"), Assert.Single(plant.Solve([SmallPlant.Slab("a"), SmallPlant.Stair("b")]).Unplanned) is var left ? (left.ElementId, left.ReasonCode) : default);
    }

    // They meet on one Sunday that works: that ends nothing that goes on after it.
    [Fact]
    public void Calendars_that_meet_on_a_single_day_never_meet()
    {
        DateOnly sunday = new(2026, 3, 8);
        var plant = new SmallPlant { Working = plant => plant.Give("mondays", plant.Day("06:00-14:00") with { WorkDays = [DayOfWeek.Monday], ExtraDays = [sunday] }, "pour").Give("sundays", plant.Day("06:00-14:00") with { WorkDays = [DayOfWeek.Sunday] }, "demould") };

        Is(Assert.Single(Of(plant, SmallPlant.Stair("b"))), ModelFindingKind.NoCommonShift, 1, "ST", "X", "demould", "demould", "sundays", "pour", "mondays", "5");
    }

    // Casting takes 4 h and trowelling behind it 5 h, each fits into a shift of 8 h, both together don't.
    [Fact]
    public void Concrete_that_is_left_overnight_is_named()
    {
        var plant = new SmallPlant { CastSeconds = 4 * 3600 }.Build();
        var line = plant.CirculationLines[0];
        var trowel = line.WetStations[1] with { Id = "T", Operation = "trowel", BaseSeconds = 5 * 3600 };
        plant = plant with { CirculationLines = [line with { WetStations = [.. line.WetStations, trowel] }] };

        ModelFinding finding = Assert.Single(ModelCheck.Of(new PlanningProblem(plant, [SmallPlant.Slab("a")], SmallPlant.Start(new TimeOnly(6, 0)), "T", [])));

        Is(finding, ModelFindingKind.NoShiftForFreshConcrete, 1, "SL", "L");
        Assert.False(finding.Stops);
    }

    // Due on Tuesday at midnight, released on Wednesday: from 05:59:50 the route takes 1,660 s, to 06:27:30, 30.5 h late.
    [Fact]
    public void Floor_that_is_released_too_late_is_named()
    {
        ModelFinding finding = Assert.Single(Of(new SmallPlant(), SmallPlant.Slab("a", needDay: 1) with { ReleaseDate = new DateOnly(2026, 3, 4) }));

        Is(finding, ModelFindingKind.LateAlone, 1, "P", "B1", "1", "30.5");
        Assert.False(finding.Stops);
    }

    [Fact]
    public void Release_in_a_far_year_is_taken_for_a_mistake()
    {
        Element slab = SmallPlant.Slab("a") with { ReleaseDate = new DateOnly(2099, 1, 1) };

        ModelFinding finding = Assert.Single(Of(new SmallPlant(), slab));

        Is(finding, ModelFindingKind.NotReleased, 1, "P", "2099-01-01");
        Assert.True(finding.Stops);
        Assert.Equal("not-released", Assert.Single(new SmallPlant().Solve([slab, SmallPlant.Slab("b")]).Unplanned).ReasonCode);
    }

    // Due on Tuesday at midnight, 64,800 s after the start. One mould makes a slab each 1,490 s of the 28,800 s of Monday's shift: the
    // k-th, from 0, is finished at 1,650 + 1,490 k. The 19th, begun at 26,820, is stripped at 28,310 and finished at 28,470. The 20th comes
    // to casting by 28,430 and to the end of its curing at night, is stripped after 06:00 on Tuesday.
    [Fact]
    public void Resource_that_cannot_be_in_time_is_named()
    {
        Element[] slabs = [.. Enumerable.Range(0, 20).Select(n => SmallPlant.Slab($"s{n}", needDay: 1))];

        ModelFinding finding = Assert.Single(Of(new SmallPlant { Moulds = 1 }, slabs));

        Assert.Equal(ModelFindingKind.LateByResource, finding.Kind);
        Assert.Equal("mould type SF, 1 unit", finding.Arguments[0]);
        Assert.Equal(20, finding.Elements);
        Assert.Empty(Of(new SmallPlant { Moulds = 1 }, slabs[..19]));
    }
}
