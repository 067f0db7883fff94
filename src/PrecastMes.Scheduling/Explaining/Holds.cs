namespace PrecastMes.Scheduling.Explaining;

/// <summary>Who has units of one resource, and when.</summary>
internal sealed class Holds
{
    private readonly Hold[] _byEnd;
    private readonly int[] _ends;
    private readonly int[] _starts;
    private readonly int[] _startedBefore;
    private readonly int[] _endedBefore;
    private readonly int _capacity;

    public Holds(List<Hold> holds, int capacity)
    {
        _capacity = capacity;
        holds.RemoveAll(hold => hold.To <= hold.From);
        _byEnd = [.. holds];
        _ends = [.. holds.Select(hold => hold.To)];
        Sort(_ends, _byEnd);
        _starts = [.. holds.Select(hold => hold.From)];
        var counts = holds.Select(hold => hold.Count).ToArray();
        Sort(_starts, counts);
        _startedBefore = Sums(counts);
        _endedBefore = Sums([.. _byEnd.Select(hold => hold.Count)]);
    }

    /// <summary>
    /// The hold whose end, after <paramref name="after"/> and not after <paramref name="until"/>, was the last before which fewer units
    /// than <paramref name="need"/> could be had; null when they could be had all that time.
    /// </summary>
    public Hold? LastInTheWay(int after, int until, int need)
    {
        for (var i = CountUpTo(_ends, until) - 1; i >= 0 && _ends[i] > after; i--)
        {
            if (HeldBefore(_ends[i]) > _capacity - need)
            {
                return _byEnd[i];
            }
        }

        return null;
    }

    private int HeldBefore(int instant) => _startedBefore[CountUpTo(_starts, instant - 1)] - _endedBefore[CountUpTo(_ends, instant - 1)];

    // Pallets don't overtake each other: most resources are in order already.
    private static void Sort<T>(int[] keys, T[] items)
    {
        for (var i = 1; i < keys.Length; i++)
        {
            if (keys[i] < keys[i - 1])
            {
                Array.Sort(keys, items);
                return;
            }
        }
    }

    private static int[] Sums(int[] counts)
    {
        var sums = new int[counts.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            sums[i + 1] = sums[i] + counts[i];
        }

        return sums;
    }

    private static int CountUpTo(int[] sorted, int value)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
