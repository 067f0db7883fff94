using System.Text.Json;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Elements;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Scheduling.Scenarios;

namespace PrecastMes.Tests.Scheduling;

/// <summary>What-if scenarios and remedies, on a plant small enough to follow by hand.</summary>
public sealed class ScenarioTests
{
    private static PlanningOptions Quick { get; } = new(1, TimeSpan.Zero, 0);

    [Fact]
    public void Another_mould_makes_a_floor_on_time_and_the_remedy_says_so()
    {
        // A stair holds its mould for 600 + 30 + 300 + 1000 + 300 = 2230 s: one mould makes 12 in a shift of 28,800 s, and 16 are due at midnight.
        // With two moulds the crew that prepares is next, 600 s each: 48 in a shift.
        Element[] stairs = [.. Enumerable.Range(1, 16).Select(i => SmallPlant.Stair($"E{i:00}", needDay: 1))];
        var problem = Problem(new SmallPlant { FixedMoulds = 1 }, stairs);

        var remedies = new RemedySearch(TimeProvider.System).Find(problem, Quick, null, TestContext.Current.CancellationToken);

        var floor = Assert.Single(remedies.Late);
        Assert.Equal(("P", "B1", 1, "mould", "LT"), (floor.ProjectId, floor.Building, floor.Floor, floor.ReasonCode, floor.Resource));
        var better = remedies.Tried.First(remedy => remedy.Changes is [MoreMoulds { MouldTypeId: "LT" }]);
        Assert.True(better.TardinessHours < remedies.TardinessHours);

        // The word of the remedy is the word of a plan made with it.
        var plan = new DetailedScheduler(TimeProvider.System).Solve(new Scenario("x", better.Changes).Apply(problem), Quick, null, TestContext.Current.CancellationToken);
        Assert.Equal(better.TardinessHours, plan.Kpi.WeightedTardinessHours);
        Assert.Equal(better.OnTime.Count, plan.Late.Count == 0 ? 1 : 0);
    }

    [Fact]
    public void Nothing_late_needs_no_remedy()
    {
        var remedies = new RemedySearch(TimeProvider.System).Find(Problem(new SmallPlant(), [SmallPlant.Slab("A")]), Quick, null, TestContext.Current.CancellationToken);

        Assert.Empty(remedies.Late);
        Assert.Empty(remedies.Tried);
    }

    [Fact]
    public void A_scenario_changes_the_problem_and_leaves_the_first_as_it_was()
    {
        var problem = Problem(new SmallPlant(), [SmallPlant.Slab("A"), SmallPlant.Stair("B")]);
        var scenario = new Scenario(
            "all",
            [
                new MoreMoulds("SF", 3), new MorePallets("L", 2), new MoreCompartments("L", 1), new MoreGangs("X", "prep", 1), new LongerDay(120),
                new Postpone("P", -2),
            ],
            [new StationDown("B", problem.StartAt.AddHours(1), problem.StartAt.AddHours(2))]);

        Assert.Empty(scenario.Problems(problem));
        var changed = scenario.Apply(problem);

        Assert.Equal((2, 5), (problem.Plant.MouldTypes[0].Count, changed.Plant.MouldTypes[0].Count));
        Assert.Equal(6, changed.Plant.CirculationLines[0].Pallets.Count);
        Assert.Equal(3, changed.Plant.CirculationLines[0].Chamber.Levels);
        Assert.Equal(2, changed.Plant.FixedMouldAreas[0].Crews[0].Gangs);
        Assert.Equal(new TimeOnly(16, 0), changed.Plant.Calendar.Shifts[0].End);
        Assert.Equal(problem.Elements[0].NeedDate.AddDays(-2), changed.Elements[0].NeedDate);
        Assert.Single(changed.Disturbances);
        Assert.Empty(new Scenario("none", [new Without("P")]).Apply(problem).Elements);
    }

    // The plant's day and E's end at 14:00, the mixer's at 12:00: the first two go home together.
    [Theory]
    [InlineData(null, "16:00 16:00 12:00")]
    [InlineData("mix", "14:00 14:00 14:00")]
    public void A_longer_day_is_that_of_all_who_go_home_with_the_plant_or_of_one_calendar(string? calendar, string ends)
    {
        var problem = Problem(new SmallPlant { Working = plant => plant.Give("late", plant.Day("08:00-14:00"), "E").Give("mix", plant.Day("06:00-12:00"), "MX") }, [SmallPlant.Slab("A")]);
        var scenario = new Scenario("longer", [new LongerDay(120, calendar)]);

        Assert.Empty(scenario.Problems(problem));
        var plant = scenario.Apply(problem).Plant;

        Assert.Equal(ends, string.Join(' ', new[] { plant.Calendar, plant.Calendars["late"], plant.Calendars["mix"] }.Select(each => each.Shifts[0].End.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture))));
    }

    // Sunday the 8th is free for the plant and for the mixer, who has Saturdays off besides.
    [Fact]
    public void A_day_off_works_for_everybody_or_for_one_calendar()
    {
        DateOnly sunday = new(2026, 3, 8), saturday = new(2026, 3, 7);
        var problem = Problem(
            new SmallPlant
            {
                Working = plant => (plant with { Calendar = plant.Calendar with { DaysOff = [sunday] } }).Give("mix", plant.Day("06:00-12:00") with { DaysOff = [saturday, sunday] }, "MX"),
            },
            [SmallPlant.Slab("A")]);

        var all = new Scenario("all", [new WorkOn(sunday)]).Apply(problem).Plant;
        var mixer = new Scenario("mixer", [new WorkOn(saturday, "mix")]).Apply(problem).Plant;

        Assert.Equal((true, true), (all.Calendar.IsWorkDay(sunday), all.Calendars["mix"].IsWorkDay(sunday)));
        Assert.Equal((false, true, false), (mixer.Calendar.IsWorkDay(sunday), mixer.Calendars["mix"].IsWorkDay(saturday), mixer.Calendars["mix"].IsWorkDay(sunday)));
        Assert.Equal(
            ["changes[0].calendar", "changes[1].calendar", "changes[2].date"],
            new Scenario("bad", [new LongerDay(10, "no"), new WorkOn(sunday, "no"), new WorkOn(saturday)]).Problems(problem).Select(each => each.Member));
    }

    // E inspects for 600 s and comes for one hour a day: of 8 slabs 6 are inspected on Monday, two hours longer would be enough for all.
    [Fact]
    public void A_calendar_that_binds_is_named_and_longer_hours_of_it_are_tried()
    {
        var plant = new SmallPlant
        {
            Moulds = 9, Pallets = 9, Levels = 9,
            Working = plant =>
            {
                var line = plant.CirculationLines[0];
                return (plant with { CirculationLines = [line with { FinishingStations = [line.FinishingStations[0] with { BaseSeconds = 600 }, line.FinishingStations[1]] }] }).Give("noon", plant.Day("12:00-13:00"), "E");
            },
        };
        var problem = Problem(plant, [.. Enumerable.Range(1, 8).Select(i => SmallPlant.Slab($"E{i:00}", needDay: 1))]);

        var remedies = new RemedySearch(TimeProvider.System).Find(problem, Quick, null, TestContext.Current.CancellationToken);

        var floor = Assert.Single(remedies.Late);
        Assert.Equal(("calendar", "E"), (floor.ReasonCode, floor.Resource));
        Assert.Single(remedies.Tried.First(remedy => remedy.Changes is [LongerDay { Calendar: "noon" }]).OnTime);
    }

    [Fact]
    public void A_scenario_tells_everything_that_cannot_be_meant()
    {
        var problem = Problem(new SmallPlant(), [SmallPlant.Slab("A")]);
        var scenario = new Scenario(
            "bad",
            [
                new MoreMoulds("NO", 0), new MorePallets("X", 1), new MoreGangs("X", "nobody", 1), new LongerDay(1000), new WorkOn(new DateOnly(2026, 3, 2)),
                new Postpone("Q", 0), new Without("Q"),
            ],
            [new StationDown("Z", problem.StartAt, problem.StartAt.AddHours(-1))]);

        Assert.Equal(
            [
                "changes[0].mouldTypeId", "changes[0].count", "changes[1].lineId", "changes[2].crewId", "changes[3].minutes", "changes[4].date", "changes[5].projectId",
                "changes[5].days", "changes[6].projectId", "disturbances[0].unit", "disturbances[0].until",
            ],
            scenario.Problems(problem).Select(each => each.Member));
    }

    [Fact]
    public void A_scenario_file_reads_in_any_order_of_members()
    {
        var scenario = JsonSerializer.Deserialize<Scenario>(
            """{"changes":[{"count":2,"mouldTypeId":"SF","kind":"moreMoulds"},{"kind":"workOn","date":"2026-03-08"}],"name":"two more"}""", PlanJson.Options);

        Assert.Equal(
            """{"kind":"palletHeld","palletId":"P01","until":"2026-03-02T00:00:00+00:00"}""",
            JsonSerializer.Serialize<Disturbance>(new PalletHeld("P01", new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)), PlanJson.Options));
        Assert.Equal("two more", scenario!.Name);
        Assert.Equal([new MoreMoulds("SF", 2), new WorkOn(new DateOnly(2026, 3, 8))], scenario.Changes);
    }

    private static PlanningProblem Problem(SmallPlant plant, IReadOnlyList<Element> elements) => new(plant.Build(), elements, SmallPlant.Start(new TimeOnly(6, 0)), "T", []);
}
