using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;

namespace PrecastMes.Scheduling.Search;

/// <summary>First plans from rules: several nestings, each in several due-date orders.</summary>
internal static class StartSolutions
{
    private const int Day = 86_400;

    private static readonly int[] NestingWindows = [Day, 2 * Day, 4 * Day, 30 * Day];

    private static readonly (double MouldWeight, bool MeanDue)[] Rules =
        [(0, false), (0, true), (0.25, true), (0.5, true), (0.5, false), (1, true)];

    /// <summary>Start solutions as they are made; the first is the plain due-date rule.</summary>
    public static IEnumerable<Solution> All(PlantModel model, Decoder decoder)
    {
        var nesting = new LoadNesting(model);
        foreach (var window in NestingWindows)
        {
            var loads = nesting.Nest(window);
            foreach (var (mouldWeight, meanDue) in Rules)
            {
                var order = PriorityRule.Order(model, loads, mouldWeight, meanDue);
                decoder.Run(loads, order);
                yield return new Solution(loads, order, decoder.Schedule.Cost, decoder.Schedule.OnTime);
            }
        }
    }
}
