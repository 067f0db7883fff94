using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Orders loads by apparent tardiness cost (Vepsalainen and Morton 1987): whenever a line can take the next load, it takes the one whose
/// elements lose most by waiting. All loads of a line take one turn of it, so that the work of a load doesn't tell loads apart.
/// </summary>
internal static class ApparentTardiness
{
    private const int Day = 86_400;

    // From the start of a load to its finish, with the night in the chamber.
    private const double LeadDays = 1;

    // Loads due first that are compared for a turn; beyond them none is urgent.
    private const int Compared = 300;

    /// <summary>Indices of the loads grouped by line, best first.</summary>
    /// <param name="model">The plant.</param>
    /// <param name="loads">The loads.</param>
    /// <param name="lookAheadDays">How far before its due instant an element begins to press, days, over 0.</param>
    /// <param name="pace">By line seconds from one load to the next, where a simulation has shown them; else the line's takt in staffed time is taken.</param>
    public static int[] Order(PlantModel model, Load[] loads, double lookAheadDays, double[]? pace = null)
    {
        var order = new int[loads.Length];
        var next = 0;
        foreach (var line in Enumerable.Range(0, loads.Length).GroupBy(i => loads[i].Line).OrderBy(group => group.Key))
        {
            var left = line.OrderBy(i => loads[i].Dues[0]).ThenBy(i => i).ToList();
            var turn = pace?[line.Key] ?? Turn(model, line.Key, loads, left);
            for (double now = 0; left.Count > 0; now += turn)
            {
                var best = 0;
                var most = double.NegativeInfinity;
                for (var i = 0; i < Math.Min(Compared, left.Count); i++)
                {
                    var press = loads[left[i]].Release > now ? 0 : Press(loads[left[i]], now, lookAheadDays);
                    if (press > most)
                    {
                        (best, most) = (i, press);
                    }
                }

                order[next++] = left[best];
                left.RemoveAt(best);
            }
        }

        return order;
    }

    /// <summary>How fast each line went in a simulation of these loads, for <see cref="Order"/>.</summary>
    public static double[] Pace(PlantModel model, Load[] loads, Schedule schedule)
    {
        var (last, count) = (new double[model.Lines.Length], new int[model.Lines.Length]);
        for (var i = 0; i < loads.Length; i++)
        {
            last[loads[i].Line] = Math.Max(last[loads[i].Line], schedule.Release[i]);
            count[loads[i].Line]++;
        }

        return [.. last.Zip(count, (end, loads) => Math.Max(1, end / Math.Max(1, loads)))];
    }

    private static double Press(Load load, double now, double lookAheadDays)
    {
        double press = 0;
        for (var i = 0; i < load.Dues.Length; i++)
        {
            press += load.Weights[i] * Math.Exp(-Math.Max(0, load.Dues[i] - now - (LeadDays * Day)) / (lookAheadDays * Day));
        }

        return press;
    }

    // Seconds of the calendar from one load to the next, where the resource that works least sets the pace.
    private static double Turn(PlantModel model, int index, Load[] loads, List<int> mine)
    {
        var line = model.Lines[index];
        double staffed = model.Calendars.Steps[index].Append(model.Calendars.Mixers[line.Mixer]).Min(calendar => calendar.Worked(0, 7 * Day)) / (7.0 * Day);
        var turn = line.Loop is { } loop
            ? loop.TaktSeconds
            : mine.Average(i => loads[i].Work.Take(line.FinishingFrom).Sum()) / Math.Max(1, line.Area!.Crews.Sum(crew => crew.Gangs));
        return turn / Math.Max(0.05, staffed);
    }
}
