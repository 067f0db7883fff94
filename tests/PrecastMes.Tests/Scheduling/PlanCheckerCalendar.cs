using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Scheduling;

/// <summary>
/// Staffed time as the checker reads it from <c>calendar.yaml</c>, in seconds since 1970: the plant's, or that of resources whose own entry
/// replaces some of its keys.
/// </summary>
internal sealed class PlanCheckerCalendar
{
    private readonly List<(long From, long To, long Limit)> _windows = [];

    public PlanCheckerCalendar(YamlMappingNode file, long from, long to, YamlMappingNode? own = null)
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(file.Text("timeZone"));
        YamlMappingNode Said(string key) => own is not null && own.Children.ContainsKey(key) ? own : file;
        var workDays = Said("workDays").Items("workDays").Select(d => ((YamlScalarNode)d).Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var off = Said("daysOff").Items("daysOff").Select(d => ((YamlScalarNode)d).Value).ToHashSet();
        var extra = Said("extraDays").Items("extraDays").Select(d => ((YamlScalarNode)d).Value).ToHashSet();
        var overtime = Said("overtimeMinutes").Number("overtimeMinutes") * 60;
        var shifts = Said("shifts").Items("shifts").Cast<YamlMappingNode>().ToList();
        var day = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(from), Zone).Date.AddDays(-2);
        for (; Seconds(day) < to + (2 * 86400); day = day.AddDays(1))
        {
            var name = day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            if (!extra.Contains(name) && (off.Contains(name) || !workDays.Contains(day.DayOfWeek.ToString())))
            {
                continue;
            }

            foreach (var shift in shifts)
            {
                TimeSpan start = Clock(shift.Text("start")), end = After(start, shift.Text("end"));
                var since = start;
                foreach (var pause in shift.Maps("breaks"))
                {
                    var stops = Clock(pause.Text("start"));
                    stops += stops < start ? TimeSpan.FromDays(1) : TimeSpan.Zero;
                    if (stops > since)
                    {
                        Add(Seconds(day + since), Seconds(day + stops), 0);
                    }

                    since = After(stops, pause.Text("end"));
                }

                if (end > since)
                {
                    Add(Seconds(day + since), Seconds(day + end), shift == shifts[^1] ? overtime : 0);
                }
            }
        }
    }

    private PlanCheckerCalendar(PlanCheckerCalendar one, PlanCheckerCalendar other)
    {
        Zone = one.Zone;
        foreach (var a in one._windows)
        {
            foreach (var b in other._windows)
            {
                if (Math.Max(a.From, b.From) < Math.Min(a.To, b.To))
                {
                    _windows.Add((Math.Max(a.From, b.From), Math.Min(a.To, b.To), Math.Min(a.Limit, b.Limit)));
                }
            }
        }
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>The time that two have.</summary>
    public PlanCheckerCalendar And(PlanCheckerCalendar other) => new(this, other);

    /// <summary>Seconds since 1970 of a local time.</summary>
    public long Seconds(DateTime local) => new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, Zone)).ToUnixTimeSeconds();

    public bool IsStaffed(long at) => _windows.Exists(w => w.From <= at && at < w.To);

    public long Worked(long from, long to) => _windows.Sum(w => Math.Max(0, Math.Min(to, w.To) - Math.Max(from, w.From)));

    /// <summary>Whether work in one piece may lie here: it starts in a shift and ends within the shift's overtime.</summary>
    public bool TakesWhole(long from, long to) => _windows.Exists(w => w.From <= from && from < w.To && to <= w.Limit);

    /// <summary>Whether all of it is staffed without a break.</summary>
    public bool IsStaffed(long from, long to) => _windows.Exists(w => w.From <= from && to <= w.To);

    // The first time that a clock shows this behind another.
    private static TimeSpan After(TimeSpan time, string clock)
    {
        var next = Clock(clock);
        while (next <= time)
        {
            next += TimeSpan.FromDays(1);
        }

        return next;
    }

    private static TimeSpan Clock(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private void Add(long from, long to, long overtime)
    {
        if (_windows.Count > 0 && _windows[^1].To == from)
        {
            from = _windows[^1].From;
            _windows.RemoveAt(_windows.Count - 1);
        }

        _windows.Add((from, to, to + overtime));
    }
}
