namespace PrecastMes.Production.Calendars;

/// <summary>Lays a <see cref="PlantCalendar"/> onto the time axis.</summary>
public static class ShiftSchedule
{
    /// <summary>Whether shifts run on a local day.</summary>
    public static bool IsWorkDay(this PlantCalendar calendar, DateOnly day) =>
        calendar.ExtraDays.Contains(day) || (calendar.WorkDays.Contains(day.DayOfWeek) && !calendar.DaysOff.Contains(day));

    /// <summary>The shifts that overlap <c>[from, to)</c>, in order of start.</summary>
    public static IEnumerable<ShiftInstance> Between(this PlantCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZoneId);
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime).AddDays(-1);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(to, zone).DateTime);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (!calendar.IsWorkDay(day))
            {
                continue;
            }

            foreach (var shift in calendar.Shifts)
            {
                var instance = On(shift, day, zone);
                if (instance.End > from && instance.Start < to)
                {
                    yield return instance;
                }
            }
        }
    }

    /// <summary>The staffed time that overlaps <c>[from, to)</c>, in order of start: shifts without their breaks.</summary>
    public static IEnumerable<StaffedStretch> StaffedBetween(this PlantCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZoneId);
        var shifts = calendar.Shifts.ToDictionary(shift => shift.Id, StringComparer.Ordinal);
        foreach (var instance in calendar.Between(from, to))
        {
            var shift = shifts[instance.ShiftId];
            var start = instance.Start;
            foreach (var pause in shift.Breaks)
            {
                var day = pause.Start < shift.Start ? instance.Day.AddDays(1) : instance.Day;
                var pauseStart = Utc(day, pause.Start, zone);
                if (pauseStart > start && pauseStart > from && start < to)
                {
                    yield return new StaffedStretch(start, pauseStart, false);
                }

                start = Utc(pause.End > pause.Start ? day : day.AddDays(1), pause.End, zone);
            }

            if (instance.End > start && instance.End > from && start < to)
            {
                yield return new StaffedStretch(start, instance.End, shift == calendar.Shifts[^1]);
            }
        }
    }

    /// <summary>The shift that runs at an instant, or null.</summary>
    public static ShiftInstance? At(this PlantCalendar calendar, DateTimeOffset instant) =>
        calendar.Between(instant, instant.AddTicks(1)).FirstOrDefault();

    private static ShiftInstance On(ShiftDefinition shift, DateOnly day, TimeZoneInfo zone)
    {
        var endDay = shift.End > shift.Start ? day : day.AddDays(1);
        return new ShiftInstance(day, shift.Id, Utc(day, shift.Start, zone), Utc(endDay, shift.End, zone));
    }

    private static DateTimeOffset Utc(DateOnly day, TimeOnly time, TimeZoneInfo zone) =>
        new(TimeZoneInfo.ConvertTimeToUtc(day.ToDateTime(time, DateTimeKind.Unspecified), zone), TimeSpan.Zero);
}
