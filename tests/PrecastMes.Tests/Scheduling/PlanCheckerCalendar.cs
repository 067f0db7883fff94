using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Staffed time as the checker reads it from <c>calendar.yaml</c>, in seconds since 1970.</summary>
internal sealed class PlanCheckerCalendar
{
    private readonly List<(long From, long To, long Limit)> _windows = [];

    public PlanCheckerCalendar(YamlMappingNode file, long from, long to)
    {
        Zone = TimeZoneInfo.FindSystemTimeZoneById(file.Text("timeZone"));
        var workDays = file.Items("workDays").Select(d => ((YamlScalarNode)d).Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var off = file.Items("daysOff").Select(d => ((YamlScalarNode)d).Value).ToHashSet();
        var extra = file.Items("extraDays").Select(d => ((YamlScalarNode)d).Value).ToHashSet();
        var overtime = file.Number("overtimeMinutes") * 60;
        var shifts = file.Items("shifts").Cast<YamlMappingNode>().ToList();
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
                TimeSpan start = Clock(shift.Text("start")), end = Clock(shift.Text("end"));
                Add(Seconds(day + start), Seconds(day + (end > start ? end : end + TimeSpan.FromDays(1))), shift == shifts[^1] ? overtime : 0);
            }
        }
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>Seconds since 1970 of a local time.</summary>
    public long Seconds(DateTime local) => new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, Zone)).ToUnixTimeSeconds();

    public bool IsStaffed(long at) => _windows.Exists(w => w.From <= at && at < w.To);

    public long Worked(long from, long to) => _windows.Sum(w => Math.Max(0, Math.Min(to, w.To) - Math.Max(from, w.From)));

    /// <summary>Whether work in one piece may lie here: it starts in a shift and ends within the shift's overtime.</summary>
    public bool TakesWhole(long from, long to) => _windows.Exists(w => w.From <= from && from < w.To && to <= w.Limit);

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
