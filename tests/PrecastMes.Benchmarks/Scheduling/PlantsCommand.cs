using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PrecastMes.Scheduling.Search;
using PrecastMes.Scheduling.Shops;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary><c>plants [--seconds N] [--seed N] [--loads N…]</c>: generated plants, tight and loose, beside dispatching rules; every schedule is checked.</summary>
internal static class PlantsCommand
{
    private static readonly int[] WaitingLimits = [1, 2, 3, 6];

    public static Command Create()
    {
        var seconds = new Option<double>("--seconds") { Description = "Seconds of search for each plant.", DefaultValueFactory = _ => 30 };
        var seed = new Option<int>("--seed") { Description = "Seed of the generator and the search.", DefaultValueFactory = _ => 1 };
        var loads = new Option<int[]>("--loads") { Description = "Sizes.", DefaultValueFactory = _ => [100, 400, 2_000, 9_000, 20_000], AllowMultipleArgumentsPerToken = true };
        var command = new Command("plants", "Generated plants: the engine beside earliest due date and apparent tardiness cost.") { seconds, seed, loads };
        command.SetAction((parsed, cancellation) =>
        {
            Console.WriteLine("| loads | first schedule, ms | EDD | ATC | engine | below the best rule | floors on time (rule → engine) | largest tardiness, min (bound) |");
            Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
            foreach (int count in parsed.GetValue(loads)!)
            {
                foreach (double tightness in (double[])[0.9, 1.25])
                {
                    cancellation.ThrowIfCancellationRequested();
                    DirectoryInfo directory = Directory.CreateTempSubdirectory("plant");
                    try
                    {
                        Row(GeneratedPlant.Write(directory, count, tightness, parsed.GetValue(seed)), TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed), cancellation);
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

    private static void Row(FileInfo file, TimeSpan budget, int seed, CancellationToken cancellation)
    {
        (string name, Shop shop) = PlantFamily.Read(file);
        long began = Stopwatch.GetTimestamp();
        var first = new ShopSimulation(shop);
        first.Run(DispatchRules.Edd(shop));
        double firstMs = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        (long edd, double eddOnTime) = Rule(file, shop, DispatchRules.Edd(shop));
        (long atc, double atcOnTime) = ((double[])[0.5, 1, 2, 4]).Select(lookAhead => Rule(file, shop, DispatchRules.Atc(shop, lookAhead * 100))).MinBy(each => each.Value);
        var bounds = new ShopBounds(shop);
        (int[] order, int waiting, long value) = ShopSearch.Solve(shop, ShopObjective.WeightedTardiness, bounds.WeightedTardiness().Cost, seed, new SearchClock(TimeProvider.System, budget, cancellation));
        PlantCheck.Demand(file, shop, order, waiting, ShopObjective.WeightedTardiness, value);
        var schedule = new ShopSimulation(shop) { MostWaiting = waiting };
        schedule.Run(order);
        long rule = Math.Min(edd, atc);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {firstMs:F1} | {edd} | {atc} | {value} | {(rule == 0 ? "–" : $"{100.0 * (rule - value) / rule:F0} %")} | {100 * (edd <= atc ? eddOnTime : atcOnTime):F0} % → {100 * OnTime(shop, schedule):F0} % | {ShopCost.Value(shop, schedule, ShopObjective.LargestTardiness)} ({bounds.LargestTardiness().Late}) |"));
    }

    // With the limit of waiting loads that suits the rule best.
    private static (long Value, double OnTime) Rule(FileInfo file, Shop shop, int[] order)
    {
        (long Value, double OnTime) best = (long.MaxValue, 0);
        foreach (int waiting in WaitingLimits)
        {
            var schedule = new ShopSimulation(shop) { MostWaiting = waiting };
            schedule.Run(order);
            long value = ShopCost.Value(shop, schedule, ShopObjective.WeightedTardiness);
            if (value < best.Value)
            {
                PlantCheck.Demand(file, shop, order, waiting, ShopObjective.WeightedTardiness, value);
                best = (value, OnTime(shop, schedule));
            }
        }

        return best;
    }

    private static double OnTime(Shop shop, ShopSimulation schedule) =>
        Enumerable.Range(0, shop.Floors.Count).Count(floor => schedule.FloorDone[floor] <= shop.Floors[floor].Due) / (double)shop.Floors.Count;
}
