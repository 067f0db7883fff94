using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>The turns of a line as a simulation had them: when each began and when it is finished, whichever load has it.</summary>
internal sealed class LineTurns
{
    // What finishes in a turn depends on its load a little; a turn's own part is the mean of those beside it.
    private const int Beside = 5;

    private LineTurns(int[] loads, Schedule schedule)
    {
        Loads = [.. loads.OrderBy(i => schedule.Release[i]).ThenBy(i => i)];
        Begin = Array.ConvertAll(Loads, i => schedule.Release[i]);
        Finish = new int[Loads.Length];
        for (var turn = 0; turn < Loads.Length; turn++)
        {
            var (from, end) = (Math.Max(0, turn - Beside), Math.Min(Loads.Length, turn + Beside + 1));
            long sum = 0;
            for (var i = from; i < end; i++)
            {
                sum += schedule.Finish[Loads[i]] - Begin[i];
            }

            Finish[turn] = Begin[turn] + (int)(sum / (end - from));
        }
    }

    /// <summary>The loads in the order of their turns.</summary>
    public int[] Loads { get; }

    /// <summary>Seconds.</summary>
    public int[] Begin { get; }

    /// <summary>Seconds.</summary>
    public int[] Finish { get; }

    /// <summary>The turns of every line.</summary>
    /// <param name="loads">The loads.</param>
    /// <param name="order">Indices of all loads, grouped by line.</param>
    /// <param name="schedule">A simulation of them.</param>
    public static IEnumerable<LineTurns> Of(Load[] loads, int[] order, Schedule schedule) =>
        order.GroupBy(i => loads[i].Line).Select(line => new LineTurns([.. line], schedule));
}
