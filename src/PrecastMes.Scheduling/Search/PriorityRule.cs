using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Orders loads by due date less the remaining lead of their moulds: the more work waits for a unit of a load's scarcest
/// mould type, the earlier the load goes. Weight 0 is the plain earliest-due-date rule.
/// </summary>
internal static class PriorityRule
{
    /// <summary>Indices of the loads grouped by line, by rising key.</summary>
    public static int[] Order(PlantModel model, Load[] loads, double mouldWeight, bool meanDue)
    {
        var cycles = new double[model.Moulds.Length];
        foreach (var load in loads)
        {
            for (var i = 0; i < load.NeedTypes.Length; i++)
            {
                cycles[load.NeedTypes[i]] += (double)load.NeedCounts[i] / model.Moulds[load.NeedTypes[i]].Usable;
            }
        }

        const int Day = 86_400;
        var keys = new double[loads.Length];
        for (var i = 0; i < loads.Length; i++)
        {
            var load = loads[i];
            var scarcity = load.NeedTypes.Max(t => cycles[t]);
            keys[i] = (meanDue ? load.Dues.Average() : load.Dues[0]) - (mouldWeight * scarcity * Day);
        }

        return [.. Enumerable.Range(0, loads.Length).OrderBy(i => loads[i].Line).ThenBy(i => keys[i]).ThenBy(i => loads[i].Dues.Average()).ThenBy(i => i)];
    }
}
