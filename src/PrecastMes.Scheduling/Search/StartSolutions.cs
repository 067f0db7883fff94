using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;

namespace PrecastMes.Scheduling.Search;

/// <summary>First plans from rules: several nestings, each in several orders by due date and by apparent tardiness cost.</summary>
internal static class StartSolutions
{
    private const int Day = 86_400;

    // What falls due on one day or the next is not much later for lying together, and fills pallets; the others are worth a look.
    private static readonly int[] NestingWindows = [Day, 2 * Day, 0, 4 * Day, 30 * Day];

    private static readonly (double MouldWeight, bool MeanDue)[] OtherRules = [(0, true), (0.25, true), (0.5, true), (0.5, false), (1, true)];

    private static readonly double[] LookAheadDays = [0.5, 1, 2, 4];

    /// <summary>
    /// Start solutions as they are made; the first is the plain due-date rule on pallets filled first fit. Each nesting shows itself by due
    /// dates before the other rules are tried, as the nesting matters most.
    /// </summary>
    public static IEnumerable<Solution> All(PlantModel model, Decoder decoder)
    {
        var nesting = new LoadNesting(model);
        var nestings = new List<(Load[] Loads, double[] Pace, long Cost)>();
        foreach (var loads in NestingWindows.Select(nesting.Nest).Prepend(nesting.FirstFit()))
        {
            var byDue = Of(loads, PriorityRule.Order(model, loads, 0, meanDue: false));
            nestings.Add((loads, ApparentTardiness.Pace(model, loads, decoder.Schedule), byDue.Cost));
            yield return byDue;
        }

        foreach (var (loads, pace, _) in nestings.OrderBy(nesting => nesting.Cost))
        {
            // As fast as the lines went by due dates, and as fast as the takt says.
            foreach (var lookAhead in LookAheadDays)
            {
                yield return Of(loads, ApparentTardiness.Order(model, loads, lookAhead, pace));
                yield return Of(loads, ApparentTardiness.Order(model, loads, lookAhead));
            }

            foreach (var (mouldWeight, meanDue) in OtherRules)
            {
                yield return Of(loads, PriorityRule.Order(model, loads, mouldWeight, meanDue));
            }
        }

        Solution Of(Load[] loads, int[] order)
        {
            decoder.Run(loads, order);
            return new Solution(loads, order, decoder.Schedule.Cost, decoder.Schedule.OnTime);
        }
    }
}
