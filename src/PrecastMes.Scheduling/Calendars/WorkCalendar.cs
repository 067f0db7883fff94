using PrecastMes.Production.Routings;

namespace PrecastMes.Scheduling.Calendars;

/// <summary>
/// Staffed time as sorted windows with prefix sums, in whole seconds from an origin. Windows don't touch: shifts that follow
/// each other without a break are one window. All three operation kinds lie on it: interruptible work by <see cref="Advance"/>,
/// work in one piece by <see cref="EarliestWhole"/>, clock time by plain addition.
/// </summary>
internal sealed class WorkCalendar
{
    private const int BucketSeconds = 3600;

    private readonly int[] _start;
    private readonly int[] _end;
    private readonly int[] _limit;
    private readonly long[] _before;

    // First window that ends after the bucket's start: a look-up instead of a binary search in the simulation's inner loop.
    private readonly int[] _firstOfBucket;

    public WorkCalendar(IReadOnlyList<WorkWindow> windows)
    {
        var count = windows.Count;
        _start = new int[count];
        _end = new int[count];
        _limit = new int[count];
        _before = new long[count + 1];
        for (var i = 0; i < count; i++)
        {
            var window = windows[i];
            if (window.End <= window.Start || (i > 0 && window.Start <= _end[i - 1]))
            {
                throw new ArgumentException(
                    $"Window {i} [{window.Start}, {window.End}) is empty or touches the one before, which ends at {(i > 0 ? _end[i - 1] : 0)}.",
                    nameof(windows));
            }

            _start[i] = window.Start;
            _end[i] = window.End;
            _limit[i] = window.End + window.Overtime;
            _before[i + 1] = _before[i] + window.End - window.Start;
        }

        var last = count == 0 ? 0 : _end[count - 1];
        _firstOfBucket = new int[(Math.Max(last, 0) / BucketSeconds) + 2];
        var w = 0;
        for (var bucket = 0; bucket < _firstOfBucket.Length; bucket++)
        {
            while (w < count && _end[w] <= bucket * BucketSeconds)
            {
                w++;
            }

            _firstOfBucket[bucket] = w;
        }
    }

    /// <summary>The time that two calendars have; work in one piece may run on as long as both stay.</summary>
    public static WorkCalendar Common(WorkCalendar one, WorkCalendar other)
    {
        var windows = new List<WorkWindow>();
        for (int i = 0, j = 0; i < one.Count && j < other.Count;)
        {
            var start = Math.Max(one._start[i], other._start[j]);
            var end = Math.Min(one._end[i], other._end[j]);
            if (start < end)
            {
                windows.Add(new WorkWindow(start, end, Math.Min(one._limit[i], other._limit[j]) - end));
            }

            if (one._end[i] < other._end[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return new WorkCalendar(windows);
    }

    /// <summary>Staffed seconds in all.</summary>
    public long Staffed => _before[^1];

    /// <summary>The same windows, those without overtime whose end is closed to it.</summary>
    public WorkCalendar WithoutOvertime(Func<int, bool> isClosed) =>
        new([.. Enumerable.Range(0, Count).Select(i => this[i]).Select(window => isClosed(window.End) ? window with { Overtime = 0 } : window)]);

    /// <summary>Number of windows.</summary>
    public int Count => _start.Length;

    /// <summary>A window by number.</summary>
    public WorkWindow this[int index] => new(_start[index], _end[index], _limit[index] - _end[index]);

    /// <summary>Index of the first window that ends after <paramref name="time"/>; <see cref="Count"/> when there is none.</summary>
    public int IndexAt(int time)
    {
        if (time < 0)
        {
            return FirstFrom(0, time);
        }

        var bucket = time / BucketSeconds;
        return bucket >= _firstOfBucket.Length ? Count : FirstFrom(_firstOfBucket[bucket], time);
    }

    /// <summary>The first staffed second at or after <paramref name="time"/>.</summary>
    public int NextWork(int time) => Math.Max(time, _start[Existing(IndexAt(time), time)]);

    /// <summary>Whether <paramref name="time"/> is staffed.</summary>
    public bool IsWork(int time)
    {
        var index = IndexAt(time);
        return index < Count && _start[index] <= time;
    }

    /// <summary>The end of <paramref name="work"/> seconds of interruptible work that may begin at <paramref name="time"/>; no work ends at once.</summary>
    public int Advance(int time, int work)
    {
        if (work <= 0)
        {
            return time;
        }

        var index = Existing(IndexAt(time), time);
        var from = Math.Max(time, _start[index]);
        if (work <= _end[index] - from)
        {
            return from + work;
        }

        long target = _before[index] + from - _start[index] + work;
        do
        {
            index = Existing(index + 1, time);
        }
        while (_before[index + 1] < target);
        return _start[index] + (int)(target - _before[index]);
    }

    /// <summary>Staffed seconds in <c>[from, to)</c>.</summary>
    public int Worked(int from, int to) => to <= from ? 0 : (int)(WorkedUntil(to) - WorkedUntil(from));

    /// <summary>
    /// The earliest start, staffed and at or after <paramref name="time"/>, of <paramref name="work"/> seconds in one piece
    /// that end no later than the window's overtime.
    /// </summary>
    public int EarliestWhole(int time, int work)
    {
        for (var index = Existing(IndexAt(time), time); ; index = Existing(index + 1, time))
        {
            var from = Math.Max(time, _start[index]);
            if (from + work <= _limit[index])
            {
                return from;
            }
        }
    }

    /// <summary>As <see cref="EarliestWhole"/>, without overtime.</summary>
    public int EarliestWithin(int time, int work)
    {
        for (var index = Existing(IndexAt(time), time); ; index = Existing(index + 1, time))
        {
            var from = Math.Max(time, _start[index]);
            if (from + work <= _end[index])
            {
                return from;
            }
        }
    }

    /// <summary>
    /// When <paramref name="work"/> seconds of a kind can begin, at or after <paramref name="time"/>; <see cref="int.MaxValue"/> when that is not
    /// at or before <paramref name="latest"/>.
    /// </summary>
    public int EarliestBegin(OperationKind kind, int time, int work, int latest)
    {
        if (kind == OperationKind.Clock)
        {
            return time;
        }

        for (var index = IndexAt(time); index < Count && _start[index] <= latest; index++)
        {
            var from = Math.Max(time, _start[index]);
            if (kind == OperationKind.Interruptible || from + work <= _limit[index])
            {
                return from;
            }
        }

        return int.MaxValue;
    }

    /// <summary>Start and end of <paramref name="work"/> seconds of a kind that may begin at <paramref name="from"/>.</summary>
    public void Lay(OperationKind kind, int from, int work, out int start, out int end)
    {
        if (work == 0 || kind == OperationKind.Clock)
        {
            start = from;
            end = from + work;
        }
        else if (kind == OperationKind.Interruptible)
        {
            start = NextWork(from);
            end = Advance(start, work);
        }
        else
        {
            start = EarliestWhole(from, work);
            end = start + work;
        }
    }

    /// <summary>As <see cref="Lay(OperationKind, int, int, out int, out int)"/>, clear of the times at which the place is not to be had.</summary>
    public void Lay(OperationKind kind, int from, int work, Reservations held, out int start, out int end)
    {
        while (true)
        {
            Lay(kind, from, work, out start, out end);
            from = held.FreeFrom(start, end);
            if (from == start)
            {
                return;
            }
        }
    }

    /// <summary>Latest end of work in one piece that starts in a window, its overtime included.</summary>
    public int LimitOf(int index) => _limit[index];

    /// <summary>Start of a window; throws beyond the calendar's horizon.</summary>
    public int StartOf(int index) => _start[Existing(index, int.MaxValue)];

    /// <summary>End of a window.</summary>
    public int EndOf(int index) => _end[index];

    /// <summary>The longest piece of work that any window takes, overtime included.</summary>
    public int LongestWhole()
    {
        var longest = 0;
        for (var i = 0; i < Count; i++)
        {
            longest = Math.Max(longest, _limit[i] - _start[i]);
        }

        return longest;
    }

    /// <summary>The longest window, without overtime.</summary>
    public int LongestWindow()
    {
        var longest = 0;
        for (var i = 0; i < Count; i++)
        {
            longest = Math.Max(longest, _end[i] - _start[i]);
        }

        return longest;
    }

    private long WorkedUntil(int time)
    {
        var index = IndexAt(time);
        return index == Count ? _before[index] : _before[index] + Math.Max(0, time - _start[index]);
    }

    private int FirstFrom(int index, int time)
    {
        while (index < Count && _end[index] <= time)
        {
            index++;
        }

        return index;
    }

    private int Existing(int index, int time) => index < Count
        ? index
        : throw new InvalidOperationException(
            $"No staffed time after second {time}: the calendar's {Count} windows end at {(Count == 0 ? 0 : _end[Count - 1])}. Maybe it has no working days.");
}
