using PrecastMes.Production.Calendars;

namespace PrecastMes.Scheduling.Calendars;

/// <summary>Lays shifts onto the seconds of a plan.</summary>
internal static class WorkCalendarBuilder
{
    /// <summary>The staffed windows of <paramref name="days"/> days from <paramref name="origin"/>, which is second 0.</summary>
    public static WorkCalendar Build(PlantCalendar calendar, DateTimeOffset origin, int days)
    {
        var windows = new List<WorkWindow>();
        foreach (var stretch in calendar.StaffedBetween(origin.AddDays(-1), origin.AddDays(days)))
        {
            var start = (int)(stretch.Start - origin).TotalSeconds;
            var end = (int)(stretch.End - origin).TotalSeconds;

            // Overtime follows a day's last shift only; before a break or between two shifts of a day nobody stays on.
            var overtime = stretch.EndsDay ? calendar.OvertimeMinutes * 60 : 0;
            if (windows.Count > 0 && windows[^1].End >= start)
            {
                windows[^1] = new WorkWindow(windows[^1].Start, Math.Max(end, windows[^1].End), overtime);
            }
            else
            {
                windows.Add(new WorkWindow(start, end, overtime));
            }
        }

        return new WorkCalendar(windows);
    }
}
