using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Elements;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary><c>works [--seconds N] [--elements N…] [--floors]</c>: generated plants of the product's own kind beside dispatching rules; every plan is checked from its files.</summary>
internal static class WorksCommand
{
    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "Seconds of search for each plant.", DefaultValueFactory = _ => 30 };
        var seed = new Option<int>("--seed") { Description = "Seed of the generator and the search.", DefaultValueFactory = _ => 1 };
        var elements = new Option<int[]>("--elements") { Description = "Sizes.", DefaultValueFactory = _ => [100, 400, 2_000, 6_600, 20_000], AllowMultipleArgumentsPerToken = true };
        var floors = new Option<bool>("--floors") { Description = "Floors are judged, each as late as its latest element, not elements; without CP-SAT." };
        var command = new Command("works", "Generated plants of the product's own kind: the engine beside due dates, apparent tardiness cost and one CP-SAT model.") { seconds, seed, elements, floors };
        command.SetAction((parsed, cancellation) =>
        {
            Console.WriteLine($"{Machine.Describe()}\n");
            Console.WriteLine("| elements | lines | tightness | first plan, s | EDD, h late | ATC, h late | CP-SAT, h late | engine, h late | below the better rule | on time (EDD → engine) | gap | broken rules |");
            Console.WriteLine("|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
            foreach (int count in parsed.GetValue(elements)!)
            {
                foreach (double tightness in (double[])[0.85, 1.1])
                {
                    DirectoryInfo directory = Directory.CreateTempSubdirectory("works");
                    try
                    {
                        Row(directory.FullName, count, tightness, TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), parsed.GetValue(floors), cancellation);
                    }
                    finally
                    {
                        directory.Delete(recursive: true);
                    }
                }
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private static void Row(string directory, int count, double tightness, TimeSpan budget, int seed, bool floors, CancellationToken cancellation)
    {
        (PlantConfiguration configuration, IReadOnlyList<Element> elements) = GeneratedWorks.Write(directory, count, tightness, seed, floors);
        var problem = new PlanningProblem(configuration.Plant, elements, configuration.DemoStart, "PL0001", []);
        (double edd, double eddOnTime) = Rule(problem, atc: false);
        (double atc, _) = Rule(problem, atc: true);
        double? monolith = floors ? null : MonolithicModel.Hours(new PlantModel(problem), budget, seed);
        var first = new FirstPlan(Stopwatch.GetTimestamp());
        Plan plan = new DetailedScheduler(TimeProvider.System).Solve(problem, new PlanningOptions(seed, budget, MaxIterations: null), first, cancellation);
        IReadOnlyList<string> findings = PrecastMes.Tests.Scheduling.PlanChecker.Check(directory, [Path.Combine(directory, "orders.csv")], JsonSerializer.Serialize(plan, PlanJson.Options));
        foreach (string finding in findings.Take(3))
        {
            Console.Error.WriteLine(finding);
        }

        double rule = Math.Min(edd, atc), late = plan.Kpi.Parts.Single(part => part.Part == (floors ? "floorTardiness" : "tardiness")).Amount;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {elements.Count} | {configuration.Plant.CirculationLines.Count} | {tightness:F2} | {first.Seconds:F2} | {edd:F0} | {atc:F0} | {(monolith is { } hours ? $"{hours:F0}" : "–")} | {late:F0} | {(rule == 0 ? "–" : $"{100 * (rule - late) / rule:F0} %")} | {100 * eddOnTime:F0} % → {100 * plan.Kpi.OnTimeShare:F0} % | {100 * plan.Kpi.Gap:F0} % | {findings.Count} |"));
    }

    /// <summary>A dispatching rule on pallets that are filled in due-date order, each with whatever still fits.</summary>
    private static (double Hours, double OnTime) Rule(PlanningProblem problem, bool atc)
    {
        var model = new PlantModel(problem);
        Load[] loads = new LoadNesting(model).FirstFit();
        var decoder = new Decoder(model);
        (double Hours, double OnTime) best = (double.MaxValue, 0);
        foreach (double lookAhead in atc ? (double[])[0.5, 1, 2, 4] : [0])
        {
            decoder.Run(loads, atc ? ApparentTardiness.Order(model, loads, lookAhead) : Edd(loads));
            ObjectiveParts parts = decoder.Schedule.Parts;
            double hours = (problem.Plant.Objective.FloorTardinessPerHour > 0 ? parts.FloorTardiness : parts.Tardiness) / 3600.0;
            best = hours < best.Hours ? (hours, (double)decoder.Schedule.OnTime / problem.Elements.Count) : best;
        }

        return best;
    }

    private static int[] Edd(Load[] loads) => [.. Enumerable.Range(0, loads.Length).OrderBy(i => loads[i].Line).ThenBy(i => loads[i].Dues[0]).ThenBy(i => i)];

    private sealed class FirstPlan(long began) : IProgress<PlanningProgress>
    {
        public double Seconds { get; private set; }

        public void Report(PlanningProgress value)
        {
            if (Seconds == 0)
            {
                Seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            }
        }
    }
}
