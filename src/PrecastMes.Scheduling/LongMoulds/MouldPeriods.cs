using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.LongMoulds;

/// <summary>
/// Fills on identical moulds, each occupied for the curing periods of its type: the fewest periods until all are done. A number of periods
/// is tried exactly, mould by mould, each filled with as much as fits; the states that failed are remembered.
/// </summary>
internal sealed class MouldPeriods
{
    private readonly int[] _durations;
    private readonly HashSet<(int Moulds, string Left)> _failed = [];
    private readonly SearchClock _clock;
    private readonly List<int[]> _moulds = [];
    private int _statesWhenOver;
    private bool _gaveUp;

    private MouldPeriods(int[] durations, SearchClock clock) => (_durations, _clock) = (durations, clock);

    /// <summary>Periods and what each mould casts (fills of each duration), with a number of periods that nobody can undercut.</summary>
    /// <param name="fills">Duration, number of fills.</param>
    public static (int Periods, IReadOnlyList<int[]> Moulds, int Bound) Solve(IReadOnlyList<(int Duration, int Count)> fills, int moulds, SearchClock clock)
    {
        (int Duration, int Count)[] kinds = [.. fills.Where(each => each.Count > 0).GroupBy(each => each.Duration).Select(group => (group.Key, group.Sum(each => each.Count))).OrderByDescending(each => each.Key)];
        if (kinds.Length == 0)
        {
            return (0, [], 0);
        }

        long work = kinds.Sum(each => (long)each.Duration * each.Count);
        int bound = (int)Math.Max(kinds[0].Duration, (work + moulds - 1) / moulds);
        for (int periods = bound; ; periods++)
        {
            var search = new MouldPeriods([.. kinds.Select(each => each.Duration)], clock);
            if (search.Visit([.. kinds.Select(each => each.Count)], moulds, periods))
            {
                return (periods, search._moulds, bound);
            }

            // Proven, unless time was over: so few are not enough.
            bound += search._gaveUp ? 0 : 1;
        }
    }

    private bool Visit(int[] left, int moulds, int periods)
    {
        long work = 0;
        for (int kind = 0; kind < left.Length; kind++)
        {
            work += (long)left[kind] * _durations[kind];
        }

        if (work == 0)
        {
            return true;
        }

        (int, string) state = (moulds, string.Join(',', left));
        if (work > (long)moulds * periods || _failed.Contains(state))
        {
            return false;
        }

        // When time is over the first way down is still gone: with periods enough it leads to an answer.
        _gaveUp |= _clock.IsOver && ++_statesWhenOver > 10_000;
        if (_gaveUp)
        {
            return false;
        }

        if (Fill(left, new int[left.Length], 0, periods, moulds, periods, work))
        {
            return true;
        }

        _failed.Add(state);
        return false;
    }

    private bool Fill(int[] left, int[] mould, int kind, int room, int moulds, int periods, long work)
    {
        if (kind == left.Length)
        {
            // What this mould leaves empty, the others together must be able to leave less.
            if (work - (periods - room) > (long)(moulds - 1) * periods)
            {
                return false;
            }

            _moulds.Add([.. mould]);
            if (Visit([.. left.Zip(mould, (a, b) => a - b)], moulds - 1, periods))
            {
                return true;
            }

            _moulds.RemoveAt(_moulds.Count - 1);
            return false;
        }

        for (int count = Math.Min(left[kind], room / _durations[kind]); count >= 0; count--)
        {
            mould[kind] = count;
            if (Fill(left, mould, kind + 1, room - (count * _durations[kind]), moulds, periods, work))
            {
                return true;
            }
        }

        mould[kind] = 0;
        return false;
    }
}
