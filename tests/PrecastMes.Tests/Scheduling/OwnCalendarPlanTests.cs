using PrecastMes.Exchange.Orders;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Elements;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Tests.Exchange;

namespace PrecastMes.Tests.Scheduling;

/// <summary>
/// The sample's files with calendars of resources: the mixer works one long day with a break, preparation begins at 05:00, demoulding is done in
/// the crew's early shift but not before 09:00, repair has its own week, casting has breaks in which nothing in one piece may run.
/// </summary>
public sealed class OwnCalendarPlanTests : IDisposable
{
    private readonly PlantDirectory _files = new PlantDirectory("jinhai")
        .Change("calendar.yaml", "extraDays: []\n", """
            extraDays: []
            calendars:
              mixing:
                shifts: [{ id: day, start: "06:00", end: "20:00", breaks: [{ start: "11:30", end: "12:00" }], name: { zh: 日班, en: day } }]
                overtimeMinutes: 0
              early:
                shifts: [{ id: early, start: "05:00", end: "13:00", breaks: [{ start: "09:00", end: "09:15" }], name: { zh: 早, en: early } }]
              nine:
                shifts: [{ id: nine, start: "09:00", end: "17:00", name: { zh: 九, en: nine } }]
              casting:
                shifts: [{ id: long, start: "06:00", end: "22:00", breaks: [{ start: "10:00", end: "10:10" }, { start: "18:00", end: "18:20" }], name: { zh: 长, en: long } }]
              repair:
                shifts: [{ id: late, start: "13:00", end: "05:00", breaks: [{ start: "23:45", end: "00:30" }], name: { zh: 晚, en: late } }]
                daysOff: [2026-03-04, 2026-04-04, 2026-04-06, 2026-05-01, 2026-05-02, 2026-05-04, 2026-05-05]
                extraDays: [2026-03-08]

            """)
        .Change("line-loop.yaml", "mixer: { id: MX1, batchSeconds: 180 }", "mixer: { id: MX1, batchSeconds: 180, calendar: mixing }")
        .Change("line-fixed.yaml", "mixer: { id: MX1, batchSeconds: 180 }", "mixer: { id: MX1, batchSeconds: 180, calendar: mixing }")
        .Change("line-loop.yaml", "{ id: S10, operation: cast,", "{ id: S10, calendar: casting, operation: cast,")
        .Change("line-loop.yaml", "{ id: S18, operation: repair,", "{ id: S18, calendar: repair, operation: repair,")
        .Change("line-fixed.yaml", "{ id: prepare, gangs: 2,", "{ id: prepare, gangs: 2, calendar: early,")
        .Change("line-fixed.yaml", "{ id: demould, gangs: 1,", "{ id: demould, gangs: 1, calendar: early,")
        .Change("line-fixed.yaml", "{ operation: demould, crew: demould,", "{ operation: demould, calendar: nine, crew: demould,");

    [Fact]
    public void Plan_keeps_every_calendar_and_its_chains_name_them()
    {
        var (problem, plan) = Plan(iterations: 20);

        Assert.Empty(plan.Unplanned);
        Assert.Empty(PlanChecker.Check(_files.Path, SamplePlan.OrderFiles, SamplePlan.ToJson(plan)));
        var chains = ChainChecker.Check(problem.Plant, problem.Elements, SamplePlan.ToJson(plan));
        Assert.Empty(chains.Findings);
        Assert.Contains("calendar", chains.Rules);
    }

    [Fact]
    public void Checker_names_what_a_plan_without_the_calendars_breaks()
    {
        var findings = PlanChecker.Check(_files.Path, SamplePlan.OrderFiles, SamplePlan.Json);

        Assert.Contains(findings, finding => finding.StartsWith("calendar:", StringComparison.Ordinal) && finding.Contains("demould outside", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.StartsWith("calendar:", StringComparison.Ordinal) && finding.Contains("prepare outside", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.StartsWith("calendar:", StringComparison.Ordinal) && finding.Contains("cast starts outside", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.StartsWith("mixer:", StringComparison.Ordinal) && finding.Contains("outside the shifts", StringComparison.Ordinal));
    }

    // Casting is down for three hours and a gang of the crew that prepares stays away: what is pushed and what is planned anew keeps the calendars.
    [Theory]
    [InlineData(28.75)]
    [InlineData(52.25)]
    public void Repair_keeps_every_calendar(double hours)
    {
        var (problem, plan) = Plan(iterations: 0);
        var now = plan.StartAt.AddHours(hours);
        PlannedLoad[] loads = [.. plan.Loads.Where(load => load.FinishAt > now || load.PalletUntil > now || load.MouldsUntil > now)];
        var ids = loads.SelectMany(load => load.Elements).Select(element => element.ElementId).ToHashSet();
        var request = new RescheduleRequest(problem.Plant, loads, [.. problem.Elements.Where(element => ids.Contains(element.Id))], now, TimeSpan.FromHours(2), "PL0002")
        {
            NoOvertime = plan.NoOvertime ?? [],
            Disturbances = [new StationDown("S10", now, now.AddHours(3)), new CrewMissing("fixed", "prepare", 1, now, now.AddHours(20))],
        };

        var repair = new Rescheduler(TimeProvider.System).Solve(request, new PlanningOptions(1, TimeSpan.FromHours(1), 5), TestContext.Current.CancellationToken);

        Assert.NotEmpty(repair.Pushed);
        var stand = repair.Kept.Concat(repair.Plan.Loads).SelectMany(load => load.Elements).Select(element => element.ElementId).ToHashSet();
        Assert.Empty(PlanChecker.CheckRepair(
            _files.Path,
            SamplePlan.OrderFiles,
            now,
            SamplePlan.ToJson(plan with { Loads = repair.Kept }),
            SamplePlan.ToJson(repair.Plan),
            problem.Elements.Select(element => element.Id).Where(id => !stand.Contains(id)),
            []));
    }

    public void Dispose() => _files.Dispose();

    private (PlanningProblem Problem, Plan Plan) Plan(int iterations)
    {
        var configuration = PlantFiles.Load(_files.Path).Value;
        Element[] elements = [.. SamplePlan.OrderFiles.SelectMany(file => OrderCsv.Read(file, configuration.Plant).Value.Elements)];
        var problem = new PlanningProblem(configuration.Plant, elements, configuration.DemoStart, "PL0001", []);
        return (problem, SamplePlan.Solve(problem, iterations));
    }
}
