using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Moulds;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Tests.Exchange;

namespace PrecastMes.Tests.Scheduling;

/// <summary>
/// Cleaning, change of mark and maintenance of moulds between two uses, in staffed time away from the line. One unit's cycle takes
/// 1,490 s from its start to the end of stripping.
/// </summary>
public sealed class MouldWorkTests
{
    private static int[] Starts(Plan plan) => [.. plan.Loads.Select(load => SmallPlant.Second(plan, load.MouldsFrom)).Order()];

    private static string[] Order(Plan plan) => [.. plan.Loads.OrderBy(load => load.MouldsFrom).Select(load => load.Elements[0].ElementId)];

    private static Element Other(string id) => SmallPlant.Slab(id) with { Mark = "M3" };

    private static SmallPlant With(Func<MouldType, MouldType> serviced, int moulds = 1) => new() { Moulds = moulds, Serviced = serviced };

    // 1,490 + 10 min = 2,090.
    [Fact]
    public void Mould_is_cleaned_before_it_is_used_again_and_the_bound_knows()
    {
        Plan plan = With(type => type with { CleaningMinutes = 10 }).Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b")]);

        Assert.Equal([0, 2_090], Starts(plan));
        Assert.Equal(PlanStatus.Optimal, plan.Status);
        Assert.Empty(plan.MouldWork!);
    }

    // a, b M1, c M3; from M1 to M3 takes 20 min, back 40. Both of M1 first: 0; 1,490; 2,980 + 1,200 = 4,180. c first would start the
    // others at 1,490 + 2,400 = 3,890 and 5,380.
    [Fact]
    public void Search_puts_what_needs_no_change_of_mark_together()
    {
        Plan plan = With(type => type with { Changeovers = [new("M1", "M3", 20), new("M3", "M1", 40)] })
            .Solve([SmallPlant.Slab("a"), Other("c"), SmallPlant.Slab("b")], iterations: 200);

        Assert.Equal([0, 1_490, 4_180], Starts(plan));
        Assert.Equal("c", Order(plan)[^1]);
        PlannedMouldWork work = Assert.Single(plan.MouldWork!);
        Assert.Equal(("SF-01", "M1", "M3", false, 20), (work.MouldUnit, work.FromMark, work.ToMark, work.IsMaintenance, work.Minutes));
        Assert.Equal((2_980, 4_180), (SmallPlant.Second(plan, work.NotBefore), SmallPlant.Second(plan, work.NeededBy!.Value)));
    }

    // Two units, one set up for each mark by the first two loads: the third, of M3, waits for the unit that needs no change.
    [Fact]
    public void Unit_that_is_set_up_for_the_mark_is_taken()
    {
        Plan plan = With(type => type with { Changeovers = [new("M1", "M3", 400), new("M3", "M1", 400)] }, moulds: 2)
            .Solve([SmallPlant.Slab("a"), Other("b"), Other("c")]);

        PlannedElement Of(string id) => plan.Loads.SelectMany(load => load.Elements).Single(element => element.ElementId == id);
        Assert.Equal(Of("b").MouldUnit, Of("c").MouldUnit);
        Assert.Empty(plan.MouldWork!);
    }

    // On Tuesday both units have been free for hours, that of the other mark for longer: a change of a minute is saved all the same.
    [Fact]
    public void Unit_that_needs_no_change_is_taken_even_when_another_was_ready_before()
    {
        Plan plan = With(type => type with { Changeovers = [new("M1", "M3", 1)] }, moulds: 2)
            .Solve([SmallPlant.Slab("a"), Other("b"), Other("c") with { ReleaseDate = new DateOnly(2026, 3, 3) }]);

        Assert.Empty(plan.MouldWork!);
    }

    // One mould, cleaned for 10 min: a from 0, b frozen at 2,090. Stripping is down until 5,000, a is stripped by 5,100, and b waits for
    // the mould until 5,700.
    [Fact]
    public void Frozen_load_that_is_pushed_waits_until_its_mould_is_cleaned()
    {
        SmallPlant plant = With(type => type with { CleaningMinutes = 10 });
        Element[] slabs = [SmallPlant.Slab("a"), SmallPlant.Slab("b")];
        Plan plan = plant.Solve(slabs);
        var now = plan.StartAt.AddSeconds(1_000);
        var request = new RescheduleRequest(plant.Build(), plan.Loads, slabs, now, TimeSpan.FromHours(2), "U")
        {
            Disturbances = [new StationDown("C", now, plan.StartAt.AddSeconds(5_000))],
        };

        Repair repair = new Rescheduler(TimeProvider.System).Solve(request, new PlanningOptions(1, TimeSpan.FromHours(1), 0), TestContext.Current.CancellationToken);

        Assert.Equal([0, 5_700], repair.Kept.Select(load => SmallPlant.Second(plan, load.MouldsFrom)));
    }

    // Maintenance of 30 min after each second turn: 0; 1,490; 2,980 + 1,800 = 4,780. After the third nothing is due.
    [Fact]
    public void Maintenance_is_due_after_so_many_turns()
    {
        Plan plan = With(type => type with { Maintenance = new MouldMaintenance(2, 30) }).Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b"), SmallPlant.Slab("c")]);

        Assert.Equal([0, 1_490, 4_780], Starts(plan));
        Assert.True(Assert.Single(plan.MouldWork!).IsMaintenance);
    }

    // Two turns, at 0 and at 1,490 s, free at 2,980 s. Two days later, at 175,780 s, is 06:49:40 of the third day: staffed, so the third
    // starts then. A change of mark that would have been due is none on a renewed mould.
    [Fact]
    public void Mould_at_the_end_of_its_life_is_away_until_it_is_renewed()
    {
        Plan plan = With(type => type with { Life = new MouldLife(2, 2), Changeovers = [new("M1", "M3", 60)] })
            .Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b"), Other("c") with { NeedDate = new DateOnly(2026, 12, 1) }]);

        Assert.Equal([0, 1_490, 175_780], Starts(plan));
        PlannedMouldWork work = Assert.Single(plan.MouldWork!);
        Assert.Equal((2, false, 0, null), (work.RenewalDays, work.IsMaintenance, work.Minutes, work.ToMark));
        Assert.Equal((2_980, 175_780), (SmallPlant.Second(plan, work.NotBefore), SmallPlant.Second(plan, work.NeededBy!.Value)));
        Assert.Equal(0, plan.Kpi.Parts.Single(part => part.Part == "mouldChange").Amount);
    }

    // The unit made 199 of its 200 turns before.
    [Fact]
    public void Turns_made_before_count_against_a_life()
    {
        Plan plan = new DetailedScheduler(TimeProvider.System).Solve(
            new PlanningProblem(With(type => type with { Life = new MouldLife(200, 1) }).Build(), [SmallPlant.Slab("a"), SmallPlant.Slab("b")], SmallPlant.Start(new TimeOnly(6, 0)), "T", [])
            {
                MouldUses = new Dictionary<string, MouldUse> { ["SF-01"] = new(199, "M1", null) },
            },
            new PlanningOptions(1, TimeSpan.FromHours(1), 0), null, TestContext.Current.CancellationToken);

        Assert.Equal([0, 1_490 + 86_400], Starts(plan));
    }

    // The unit has made one element before: after the next, its second, maintenance is due. It is set up for M3 since ten minutes ago,
    // five of them before the shift began at 06:00: of the change of 20 min, 15 are left.
    [Fact]
    public void What_a_unit_was_used_for_before_counts()
    {
        var start = SmallPlant.Start(new TimeOnly(6, 5));
        var plant = With(type => type with { Changeovers = [new("M3", "M1", 20)], Maintenance = new MouldMaintenance(2, 30) }).Build();
        Plan plan = new DetailedScheduler(TimeProvider.System).Solve(
            new PlanningProblem(plant, [SmallPlant.Slab("a"), SmallPlant.Slab("b")], start, "T", [])
            {
                MouldUses = new Dictionary<string, MouldUse> { ["SF-01"] = new(1, "M3", start.AddMinutes(-10)) },
            },
            new PlanningOptions(1, TimeSpan.FromHours(1), 0), null, TestContext.Current.CancellationToken);

        Assert.Equal([900, 900 + 1_490 + 1_800], Starts(plan));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_mould_work_in_files_breaks_no_rule(int seed)
    {
        var random = new Random(seed);
        using var files = new PlantDirectory("jinhai");
        files.Write("moulds.yaml", files.Read("moulds.yaml")
            .Replace("marks: [KT1, KT2],", $"marks: [KT1, KT2], cleaningMinutes: {random.Next(30)}, changeovers: [{{ from: KT1, to: KT2, minutes: {random.Next(1, 300)} }}, {{ from: KT2, to: KT1, minutes: {random.Next(1, 300)} }}],", StringComparison.Ordinal)
            .Replace("count: 12, marks: [KT1", "count: 2, marks: [KT1", StringComparison.Ordinal)
            .Replace("marks: [LT1],", $"marks: [LT1], cleaningMinutes: 45, maintenance: {{ everyTurns: {random.Next(2, 6)}, minutes: 240 }}, life: {{ turns: {random.Next(3, 9)}, renewalDays: {random.Next(1, 4)} }},", StringComparison.Ordinal));
        PlantConfiguration configuration = PlantFiles.Load(files.Path).Value;

        Plan plan = SamplePlan.Solve(SamplePlan.Problem(SamplePlan.Elements) with { Plant = configuration.Plant, StartAt = configuration.DemoStart }, iterations: 50);

        Assert.NotEmpty(plan.MouldWork!);
        Assert.Empty(PlanChecker.Check(files.Path, SamplePlan.OrderFiles, SamplePlan.ToJson(plan)));
    }

    // Day 2, a quarter to eleven, as in the other repairs; a turn of the casting station is lost for two hours, a mould for good.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Repair_leaves_room_for_mould_work(int seed)
    {
        var random = new Random(seed);
        using var files = new PlantDirectory("jinhai");
        files.Write("moulds.yaml", files.Read("moulds.yaml")
            .Replace("marks: [KT1, KT2],", $"marks: [KT1, KT2], changeovers: [{{ from: KT1, to: KT2, minutes: {random.Next(60, 400)} }}, {{ from: KT2, to: KT1, minutes: {random.Next(60, 400)} }}],", StringComparison.Ordinal)
            .Replace("count: 12, marks: [KT1", "count: 4, marks: [KT1", StringComparison.Ordinal)
            .Replace("marks: [DBS1],", $"marks: [DBS1], cleaningMinutes: {random.Next(30, 240)},", StringComparison.Ordinal)
            .Replace("marks: [LT1],", $"marks: [LT1], cleaningMinutes: {random.Next(30, 240)},", StringComparison.Ordinal));
        PlantConfiguration configuration = PlantFiles.Load(files.Path).Value;
        Plan plan = SamplePlan.Solve(SamplePlan.Problem() with { Plant = configuration.Plant }, iterations: 0);
        var now = plan.StartAt.AddHours(28.75);
        PlannedLoad[] loads = [.. plan.Loads.Where(load => load.FinishAt > now || load.PalletUntil > now || load.MouldsUntil > now)];
        var ids = loads.SelectMany(load => load.Elements).Select(element => element.ElementId).ToHashSet();
        var request = new RescheduleRequest(configuration.Plant, loads, [.. SamplePlan.Elements.Where(element => ids.Contains(element.Id))], now, TimeSpan.FromHours(2), "PL0002")
        {
            NoOvertime = plan.NoOvertime ?? [],
            Disturbances = [new StationDown("S10", now, now.AddHours(2)), new MouldBroken("SF-DBS1-02", null)],
        };

        Repair repair = new Rescheduler(TimeProvider.System).Solve(request, new PlanningOptions(1, TimeSpan.FromHours(1), 40), TestContext.Current.CancellationToken);

        var stand = repair.Kept.Concat(repair.Plan.Loads).SelectMany(load => load.Elements).Select(element => element.ElementId).ToHashSet();
        Assert.Empty(PlanChecker.CheckRepair(
            files.Path, SamplePlan.OrderFiles, now, SamplePlan.ToJson(plan with { Loads = repair.Kept }), SamplePlan.ToJson(repair.Plan),
            SamplePlan.Elements.Select(element => element.Id).Where(id => !stand.Contains(id)), []));
    }
}
