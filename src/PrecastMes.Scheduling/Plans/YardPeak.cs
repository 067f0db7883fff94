using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Plans;

/// <summary>The most elements that lie finished before they are due at any time of a plan, those of earlier plans with them.</summary>
internal static class YardPeak
{
    public static int Of(PlantModel model, Load[] loads, Schedule schedule)
    {
        var changes = new List<(int Second, int Change)>();
        foreach (var due in model.EarlyStock.Where(due => due > 0))
        {
            changes.Add((0, 1));
            changes.Add((due, -1));
        }

        for (var i = 0; i < schedule.Count; i++)
        {
            foreach (var due in loads[i].Dues.Where(due => due > schedule.Finish[i]))
            {
                changes.Add((schedule.Finish[i], 1));
                changes.Add((due, -1));
            }
        }

        // At one second places come free first.
        int stored = 0, most = 0;
        foreach (var (_, change) in changes.OrderBy(change => change.Second).ThenBy(change => change.Change))
        {
            stored += change;
            most = Math.Max(most, stored);
        }

        return most;
    }
}
