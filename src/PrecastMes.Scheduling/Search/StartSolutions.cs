using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;

namespace PrecastMes.Scheduling.Search;

/// <summary>First plans from rules: several nestings, each in several orders by due date and by apparent tardiness cost.</summary>
internal static class StartSolutions
{
    private const int Day = 86_400;

    private static readonly int[] NestingWindows = [Day, 2 * Day, 4 * Day, 30 * Day];

    private static readonly (double MouldWeight, bool MeanDue)[] Rules =
        [(0, false), (0, true), (0.25, true), (0.5, true), (0.5, false), (1, true)];

    private static readonly double[] LookAheadDays = [0.5, 1, 2, 4];

    /// <summary>Start solutions as they are made, the quick ones first; the first is the plain due-date rule on pallets filled first fit.</summary>
    public static IEnumerable<Solution> All(PlantModel model, Decoder decoder)
    {
        var nesting = new LoadNesting(model);
        foreach (var loads in NestingWindows.Select(nesting.Nest).Prepend(nesting.FirstFit()))
        {
            double[] pace = [];
            foreach (var (mouldWeight, meanDue) in Rules)
            {
                var solution = Of(loads, PriorityRule.Order(model, loads, mouldWeight, meanDue));
                pace = pace.Length > 0 ? pace : ApparentTardiness.Pace(model, loads, decoder.Schedule);
                yield return solution;
            }

            // As fast as the lines went by due dates, and as fast as the takt says.
            foreach (var lookAhead in LookAheadDays)
            {
                yield return Of(loads, ApparentTardiness.Order(model, loads, lookAhead, pace));
                yield return Of(loads, ApparentTardiness.Order(model, loads, lookAhead));
            }
        }

        Solution Of(Load[] loads, int[] order)
        {
            decoder.Run(loads, order);
            return new Solution(loads, order, decoder.Schedule.Cost, decoder.Schedule.OnTime);
        }
    }
}
