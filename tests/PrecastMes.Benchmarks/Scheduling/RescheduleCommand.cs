using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary><c>reschedule [--elements N] [--cases N] [--budget MS]</c>: how long a repair takes and how much of the plan it leaves.</summary>
internal static class RescheduleCommand
{
    private static readonly string[] Kinds = ["breakdown", "late pallet", "scrapped element", "broken mould", "rush order", "crew missing"];

    public static Command Create()
    {
        var elements = new Option<int>("--elements") { Description = "Elements of the plan in force.", DefaultValueFactory = _ => 6_600 };
        var cases = new Option<int>("--cases") { Description = "Disturbances of each kind.", DefaultValueFactory = _ => 20 };
        var budget = new Option<int>("--budget") { Description = "Milliseconds that a repair may search.", DefaultValueFactory = _ => 150 };
        var seed = new Option<int>("--seed") { Description = "Seed.", DefaultValueFactory = _ => 1 };
        var command = new Command("reschedule", "Repairs of a generated plan, by kind of disturbance.") { elements, cases, budget, seed };
        command.SetAction((parsed, cancellation) =>
        {
            DirectoryInfo directory = Directory.CreateTempSubdirectory("works");
            try
            {
                Run(directory.FullName, parsed.GetValue(elements), parsed.GetValue(cases), TimeSpan.FromMilliseconds(parsed.GetValue(budget)), parsed.GetValue(seed), cancellation);
                return Task.FromResult(0);
            }
            finally
            {
                directory.Delete(recursive: true);
            }
        });
        return command;
    }

    private static void Run(string directory, int count, int cases, TimeSpan budget, int seed, CancellationToken cancellation)
    {
        (PlantConfiguration configuration, IReadOnlyList<Element> elements) = GeneratedWorks.Write(directory, count, 1, seed, floors: false);
        Plan plan = new DetailedScheduler(TimeProvider.System).Solve(
            new PlanningProblem(configuration.Plant, elements, configuration.DemoStart, "PL0001", []), new PlanningOptions(seed, TimeSpan.FromSeconds(20), MaxIterations: null), null, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Machine.Describe()}\n{elements.Count} elements in {plan.Loads.Count} loads on {configuration.Plant.CirculationLines.Count} lines, {100 * plan.Kpi.OnTimeShare:F0} % on time\n"));
        Console.WriteLine("| disturbance | open loads | median, ms | p99, ms | elements moved | late before → after | broken rules |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        var random = new Random(seed);
        foreach (string kind in Kinds)
        {
            // A server that runs for months has its code compiled; the first repair of each kind has not.
            new Rescheduler(TimeProvider.System).Solve(Request(configuration.Plant, elements, plan, kind, random), new PlanningOptions(seed, budget, MaxIterations: null), cancellation);
        }

        List<double> all = [];
        foreach (string kind in Kinds)
        {
            List<double> took = [];
            long open = 0, moved = 0, lateBefore = 0, lateAfter = 0, broken = 0;
            for (int run = 0; run < cases; run++)
            {
                RescheduleRequest request = Request(configuration.Plant, elements, plan, kind, random);
                if (RescheduleProblems.Of(request).Count > 0)
                {
                    throw new InvalidOperationException($"{kind}: {string.Join("; ", RescheduleProblems.Of(request))}");
                }

                long began = Stopwatch.GetTimestamp();
                Repair repair = new Rescheduler(TimeProvider.System).Solve(request, new PlanningOptions(seed, budget, MaxIterations: null), cancellation);
                took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                open += repair.Withdrawn.Count;
                moved += repair.Stability.Moved;
                lateBefore += repair.Stability.LateBefore;
                lateAfter += repair.Stability.LateAfter;
                broken += run % 5 == 0 ? Broken(directory, request, plan, repair) : 0;
            }

            all.AddRange(took);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {kind} | {open / cases} | {Quantile(took, 0.5):F0} | {Quantile(took, 0.99):F0} | {moved / cases} | {lateBefore / cases} → {lateAfter / cases} | {broken} |"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nAll: median {Quantile(all, 0.5):F0} ms, p99 {Quantile(all, 0.99):F0} ms"));
    }

    private static double Quantile(List<double> values, double share) => values.Order().ElementAt(Math.Min(values.Count - 1, (int)(values.Count * share)));

    private static RescheduleRequest Request(Plant plant, IReadOnlyList<Element> elements, Plan plan, string kind, Random random)
    {
        // In the first working day: nearly all loads are still to come.
        DateTimeOffset now = plan.StartAt.AddMinutes(random.Next(180, 900)), until = now.AddMinutes(random.Next(30, 240));
        PlannedLoad[] loads = [.. plan.Loads.Where(load => load.FinishAt > now || load.PalletUntil > now || load.MouldsUntil > now)];
        HashSet<string> ids = [.. loads.SelectMany(load => load.Elements).Select(element => element.ElementId)];
        var request = new RescheduleRequest(plant, loads, [.. elements.Where(element => ids.Contains(element.Id))], now, TimeSpan.FromHours(4), "PL0002");
        PlannedLoad[] begun = [.. loads.Where(load => load.MouldsFrom <= now && load.PalletId is not null && load.PalletUntil > now)];
        var line = plant.CirculationLines[random.Next(plant.CirculationLines.Count)];
        return kind switch
        {
            "breakdown" => request with { Disturbances = [new StationDown(line.WetStations[random.Next(line.WetStations.Count)].Id, now, until)] },
            "late pallet" => request with { Disturbances = [new PalletHeld(begun[random.Next(begun.Length)].PalletId!, until)] },
            "scrapped element" => request with { Disturbances = [new ElementScrapped(begun[random.Next(begun.Length)].Elements[0].ElementId)] },
            "broken mould" => request with { Disturbances = [new MouldBroken(loads[random.Next(loads.Length)].Elements[0].MouldUnit, now.AddDays(7))] },
            "crew missing" => request with { Disturbances = [new CrewMissing("fixed", "prepare", 1, now, now.AddHours(8))] },
            _ => request with
            {
                Rush = [.. elements.Take(1_000).Where(element => element.FamilyCode == "S1").Take(12)
                    .Select((element, i) => element with { Id = $"RUSH-{i}", NeedDate = DateOnly.FromDateTime(now.AddDays(4).Date) })],
            },
        };
    }

    private static int Broken(string directory, RescheduleRequest request, Plan plan, Repair repair)
    {
        HashSet<string> stand = [.. repair.Kept.Concat(repair.Plan.Loads).SelectMany(load => load.Elements).Select(element => element.ElementId), .. repair.Plan.Unplanned.Select(element => element.ElementId)];
        Dictionary<string, string> alike = request.Rush.ToDictionary(rush => rush.Id, rush => request.Elements.First(element => element.Mark == rush.Mark && element.LengthMm == rush.LengthMm).Id);
        IReadOnlyList<string> findings = PrecastMes.Tests.Scheduling.PlanChecker.CheckRepair(
            directory,
            [Path.Combine(directory, "orders.csv")],
            request.Now,
            JsonSerializer.Serialize(plan with { Loads = repair.Kept }, PlanJson.Options),
            JsonSerializer.Serialize(repair.Plan, PlanJson.Options),
            [.. plan.Loads.SelectMany(load => load.Elements).Select(element => element.ElementId).Where(id => !stand.Contains(id))],
            [.. repair.Remade.Select(each => (each.Value.Id, each.Key, (DateOnly?)null)), .. request.Rush.Select(rush => (rush.Id, alike[rush.Id], (DateOnly?)rush.NeedDate))]);

        foreach (string finding in findings.Take(3))
        {
            Console.Error.WriteLine(finding);
        }

        return findings.Count;
    }
}
