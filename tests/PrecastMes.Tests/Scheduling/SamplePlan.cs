using System.Text.Json;
using PrecastMes.Exchange.Orders;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

/// <summary>The shipped sample, planned once by the start rules for all tests that only look at a plan.</summary>
internal static class SamplePlan
{
    private static readonly Lazy<(Plan Plan, string Json)> Made = new(() =>
    {
        var plan = Solve(Problem(), iterations: 0);
        return (plan, ToJson(plan));
    });

    public static string PlantDirectory { get; } = Path.Combine(Repository.Root, "config", "plants", "jinhai");

    public static IReadOnlyList<string> OrderFiles { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "config", "orders"), "*.csv").Order(StringComparer.Ordinal)];

    public static PlantConfiguration Configuration { get; } = PlantFiles.Load(PlantDirectory).Value;

    public static Plant Plant => Configuration.Plant;

    public static IReadOnlyList<Element> Elements { get; } = [.. OrderFiles.SelectMany(f => OrderCsv.Read(f, Plant).Value.Elements)];

    public static Plan Plan => Made.Value.Plan;

    public static string Json => Made.Value.Json;

    public static PlanningProblem Problem(IEnumerable<Element>? elements = null) =>
        new(Plant, [.. elements ?? Elements], Configuration.DemoStart, "PL0001", []);

    public static Plan Solve(PlanningProblem problem, int iterations, int seed = 1) =>
        new DetailedScheduler(TimeProvider.System).Solve(problem, new PlanningOptions(seed, TimeSpan.FromHours(1), iterations), null, TestContext.Current.CancellationToken);

    public static string ToJson(Plan plan) => JsonSerializer.Serialize(plan, PlanJson.Options);
}
