using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.LongMoulds;

/// <summary>
/// Whether pieces fit into a number of fills, by depth: the longest piece left is in some fill, so each fill that holds it and leaves no
/// room for a further piece is tried, the fullest first. States that failed are remembered.
/// </summary>
internal sealed class FillCompletion(CuttingProblem problem, SearchClock clock, int mostStates)
{
    private const int StatesWhenOver = 1_000;

    private readonly int[] _byLength = [.. Enumerable.Range(0, problem.Lengths.Length).OrderByDescending(kind => problem.Lengths[kind])];
    private readonly HashSet<(int Fills, string Left)> _failed = [];
    private readonly List<int[]> _fills = [];
    private int _states;
    private bool _gaveUp;

    /// <summary>The fills, or null: there are none, or they weren't found in time.</summary>
    public IReadOnlyList<int[]>? Fit(int[] demands, int fills)
    {
        _fills.Clear();
        _states = 0;
        _gaveUp = false;
        return Visit([.. demands], fills) ? _fills : null;
    }

    private bool Visit(int[] left, int fills)
    {
        long length = 0;
        for (int kind = 0; kind < left.Length; kind++)
        {
            length += (long)left[kind] * problem.Lengths[kind];
        }

        if (length == 0)
        {
            return true;
        }

        if (length > (long)fills * problem.Capacity)
        {
            return false;
        }

        // When time is over the first way down is still gone: with fills enough it leads to an answer.
        _gaveUp |= ++_states > (clock.IsOver ? StatesWhenOver : mostStates);
        (int, string) state = (fills, string.Join(',', left));
        if (_gaveUp || _failed.Contains(state))
        {
            return false;
        }

        int longest = _byLength.First(kind => left[kind] > 0);
        var candidates = new List<(int[] Pieces, int Used)>();
        var pieces = new int[left.Length];
        pieces[longest] = 1;
        Collect(left, pieces, Array.IndexOf(_byLength, longest), problem.Capacity - problem.Lengths[longest], candidates);
        candidates.Sort((a, b) => b.Used.CompareTo(a.Used));

        // What a fill may leave empty, if all others are full.
        long spare = ((long)fills * problem.Capacity) - length;
        foreach ((int[] fill, int used) in candidates)
        {
            if (problem.Capacity - used > spare)
            {
                break;
            }

            int[] rest = [.. left.Zip(fill, (a, b) => a - b)];
            _fills.Add(fill);
            if (Visit(rest, fills - 1))
            {
                return true;
            }

            _fills.RemoveAt(_fills.Count - 1);
            if (_gaveUp)
            {
                return false;
            }
        }

        _failed.Add(state);
        return false;
    }

    // All fills with so much of each kind, longest first, to which no piece left can be added.
    private void Collect(int[] left, int[] pieces, int from, int room, List<(int[] Pieces, int Used)> into)
    {
        const int Most = 20_000;
        if (into.Count >= Most)
        {
            return;
        }

        if (from == _byLength.Length)
        {
            for (int kind = 0; kind < left.Length; kind++)
            {
                if (left[kind] > pieces[kind] && problem.Lengths[kind] <= room)
                {
                    return;
                }
            }

            into.Add(([.. pieces], problem.Capacity - room));
            return;
        }

        int at = _byLength[from];
        int first = pieces[at];
        for (int more = Math.Min(left[at] - first, room / problem.Lengths[at]); more >= 0; more--)
        {
            pieces[at] = first + more;
            Collect(left, pieces, from + 1, room - (more * problem.Lengths[at]), into);
        }

        pieces[at] = first;
    }
}
