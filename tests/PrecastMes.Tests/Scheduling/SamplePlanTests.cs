using NJsonSchema;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

public sealed class SamplePlanTests
{
    [Fact]
    public void Checker_finds_nothing_in_the_plan_of_the_start_rules() =>
        Assert.Empty(PlanChecker.Check(SamplePlan.PlantDirectory, SamplePlan.OrderFiles, SamplePlan.Json));

    [Fact]
    public void Checker_finds_nothing_in_a_searched_plan()
    {
        var plan = SamplePlan.Solve(SamplePlan.Problem(), iterations: 300);

        Assert.Empty(PlanChecker.Check(SamplePlan.PlantDirectory, SamplePlan.OrderFiles, SamplePlan.ToJson(plan)));
        Assert.True(plan.Kpi.Objective <= SamplePlan.Plan.Kpi.Objective);
    }

    [Fact]
    public void Most_of_the_sample_is_on_time_and_every_late_element_has_its_reason()
    {
        var plan = SamplePlan.Plan;

        Assert.True(SamplePlan.Elements.Count >= 600);
        Assert.Empty(plan.Unplanned);
        Assert.InRange(plan.Kpi.OnTimeShare, 0.9, 1);
        Assert.NotEmpty(plan.Late);
        Assert.InRange(plan.Kpi.LowerBound, 1, plan.Kpi.Objective);
    }

    [Fact]
    public async Task Document_keeps_its_schema()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "config", "schemas", "plan.schema.json"), TestContext.Current.CancellationToken);

        Assert.Empty(schema.Validate(SamplePlan.Json));
    }

    [Fact]
    public void Same_seed_and_iterations_give_the_same_plan()
    {
        static string Text(int seed)
        {
            var plan = SamplePlan.Solve(SamplePlan.Problem(), iterations: 60, seed);
            return SamplePlan.ToJson(plan with { Kpi = plan.Kpi with { Seconds = 0 } });
        }

        Assert.Equal(Text(7), Text(7));
        Assert.NotEqual(Text(7), Text(8));
    }

    [Fact]
    public void Cancelled_search_gives_the_best_plan_so_far()
    {
        using var cancel = new CancellationTokenSource();
        var plan = new DetailedScheduler(TimeProvider.System).Solve(
            SamplePlan.Problem(), new PlanningOptions(1, TimeSpan.FromHours(1), null), new CancelAtFirstReport(cancel), cancel.Token);

        Assert.Empty(PlanChecker.Check(SamplePlan.PlantDirectory, SamplePlan.OrderFiles, SamplePlan.ToJson(plan)));
    }

    [Fact]
    public void Reported_objective_never_rises_and_the_last_is_that_of_the_plan()
    {
        var reports = new Reports();
        var plan = new DetailedScheduler(TimeProvider.System).Solve(
            SamplePlan.Problem(), new PlanningOptions(3, TimeSpan.FromHours(1), 100), reports, TestContext.Current.CancellationToken);

        Assert.Equal(reports.All.Select(r => r.Objective).OrderDescending(), reports.All.Select(r => r.Objective));
        Assert.Equal(plan.Kpi.Objective, reports.All[^1].Objective);
        Assert.Equal(plan.Kpi.OnTimeShare, reports.All[^1].OnTimeShare, 9);
        Assert.All(reports.All, r => Assert.Equal(plan.Kpi.LowerBound, r.LowerBound));
    }

    [Fact]
    public void Second_plan_works_around_the_loads_of_the_first()
    {
        var split = SamplePlan.Elements.Count / 2;
        var first = SamplePlan.Solve(SamplePlan.Problem(SamplePlan.Elements.Take(split)), iterations: 0);
        var second = SamplePlan.Solve(
            SamplePlan.Problem(SamplePlan.Elements.Skip(split)) with { PlanId = "PL0002", StartAt = SamplePlan.Configuration.DemoStart.AddHours(7), Committed = first.Loads },
            iterations: 5);

        Assert.Empty(PlanChecker.Check(SamplePlan.PlantDirectory, SamplePlan.OrderFiles, SamplePlan.ToJson(first), SamplePlan.ToJson(second)));
    }

    [Fact]
    public void Element_that_no_mould_makes_is_left_out_with_its_reason()
    {
        var strange = SamplePlan.Elements[0] with { Id = "X1", Mark = "UNKNOWN" };
        var wide = SamplePlan.Elements[0] with { Id = "X2", LengthMm = 9000, WidthMm = 3400 };
        var heavy = SamplePlan.Elements[0] with { Id = "X3", WeightKg = 30_000 };
        var foreign = SamplePlan.Elements[0] with { Id = "X4", FamilyCode = "ZZ" };

        var plan = SamplePlan.Solve(SamplePlan.Problem([strange, wide, heavy, foreign, SamplePlan.Elements[1]]), iterations: 0);

        Assert.Equal(PlanStatus.Incomplete, plan.Status);
        Assert.Equal([("X1", "no-mould"), ("X2", "too-large"), ("X3", "too-heavy"), ("X4", "no-line")], plan.Unplanned.Select(u => (u.ElementId, u.ReasonCode)));
        Assert.Equal(1, plan.Kpi.Scheduled);
    }

    [Fact]
    public void Nothing_to_plan_is_an_empty_plan_without_a_gap()
    {
        var plan = SamplePlan.Solve(SamplePlan.Problem([]), iterations: 10);

        Assert.Empty(plan.Loads);
        Assert.Equal(0, plan.Kpi.Objective);
        Assert.Equal(0, plan.Kpi.Gap);
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    private sealed class CancelAtFirstReport(CancellationTokenSource cancel) : IProgress<PlanningProgress>
    {
        public void Report(PlanningProgress value) => cancel.Cancel();
    }

    private sealed class Reports : IProgress<PlanningProgress>
    {
        public List<PlanningProgress> All { get; } = [];

        public void Report(PlanningProgress value) => All.Add(value);
    }
}
