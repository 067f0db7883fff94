using PrecastMes.Scheduling.Calendars;

namespace PrecastMes.Scheduling.Explaining;

/// <summary>Staffed seconds in which more units of a resource are held than can be spared.</summary>
internal sealed class Shortage
{
    private readonly WorkCalendar _calendar;
    private readonly List<(int From, int To, long Before)> _spans = [];

    public Shortage(WorkCalendar calendar, IEnumerable<(int From, int To, int Count)> holds, int spare)
    {
        _calendar = calendar;
        var changes = holds.Where(h => h.Count > 0 && h.To > h.From)
            .SelectMany(h => new[] { (At: h.From, By: h.Count), (At: h.To, By: -h.Count) })
            .OrderBy(c => c.At).ThenBy(c => c.By)
            .ToList();
        long seconds = 0;
        var held = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            held += changes[i].By;
            var until = i + 1 < changes.Count ? changes[i + 1].At : changes[i].At;
            if (held > spare && until > changes[i].At)
            {
                _spans.Add((changes[i].At, until, seconds));
                seconds += calendar.Worked(changes[i].At, until);
            }
        }
    }

    /// <summary>Those before an instant.</summary>
    public long Before(int instant)
    {
        int low = 0, high = _spans.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_spans[middle].From < instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low == 0 ? 0 : _spans[low - 1].Before + _calendar.Worked(_spans[low - 1].From, Math.Min(_spans[low - 1].To, instant));
    }
}
