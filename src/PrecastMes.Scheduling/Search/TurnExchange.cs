using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Search;

/// <summary>
/// Orders loads by turns: a turn of a line begins and is finished when a simulation had it, whichever load has it. Pairs of loads exchange
/// their turns as long as less is late by it: descent on the linear assignment of loads to turns, which leaves moulds out of account. The
/// simulation judges the order that comes of it.
/// </summary>
internal static class TurnExchange
{
    private const int MostSweeps = 20;

    // Turns further apart than this are not exchanged: a line of many thousand loads would take minutes.
    private const int Farthest = 2_000;

    // What finishes in a turn depends on its load a little; a turn's own part is the mean of those beside it.
    private const int Beside = 5;

    /// <summary>Indices of the loads grouped by line, best first.</summary>
    /// <param name="loads">The loads.</param>
    /// <param name="order">Their order so far, grouped by line.</param>
    /// <param name="schedule">The simulation of that order.</param>
    public static int[] Order(Load[] loads, int[] order, Schedule schedule) =>
        [.. order.GroupBy(i => loads[i].Line).SelectMany(line => OfLine([.. line.OrderBy(i => schedule.Release[i]).ThenBy(i => i)], loads, schedule))];

    private static int[] OfLine(int[] at, Load[] loads, Schedule schedule)
    {
        var begin = Array.ConvertAll(at, i => schedule.Release[i]);
        var finish = Finish(at, schedule, begin);
        var late = new long[at.Length];
        for (var turn = 0; turn < at.Length; turn++)
        {
            late[turn] = Late(at[turn], turn);
        }

        var better = true;
        for (var sweep = 0; better && sweep < MostSweeps; sweep++)
        {
            better = false;
            for (var a = 0; a < at.Length; a++)
            {
                for (var b = a + 1; b < Math.Min(at.Length, a + Farthest) && IsFree(at[a]); b++)
                {
                    if (late[a] + late[b] > 0 && IsFree(at[b]) && Late(at[b], a) is var first && first < late[a] + late[b]
                        && Late(at[a], b) is var second && first + second < late[a] + late[b])
                    {
                        (at[a], at[b], late[a], late[b]) = (at[b], at[a], first, second);
                        better = true;
                    }
                }
            }
        }

        return at;

        bool IsFree(int load) => loads[load] is { LockedStart: null, Held: null };

        long Late(int load, int turn) => loads[load].Release > begin[turn] ? long.MaxValue / 4 : loads[load].Tardiness(finish[turn], out _);
    }

    private static int[] Finish(int[] at, Schedule schedule, int[] begin)
    {
        var finish = new int[at.Length];
        for (var turn = 0; turn < at.Length; turn++)
        {
            var (from, end) = (Math.Max(0, turn - Beside), Math.Min(at.Length, turn + Beside + 1));
            long sum = 0;
            for (var i = from; i < end; i++)
            {
                sum += schedule.Finish[at[i]] - begin[i];
            }

            finish[turn] = begin[turn] + (int)(sum / (end - from));
        }

        return finish;
    }
}
