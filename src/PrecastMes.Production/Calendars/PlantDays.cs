namespace PrecastMes.Production.Calendars;

/// <summary>Days as the plant counts them: from local midnight to local midnight.</summary>
public static class PlantDays
{
    /// <summary>The zone in which the plant's days, shifts and dates are read.</summary>
    public static TimeZoneInfo Zone(this PlantCalendar calendar) => TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZoneId);

    /// <summary>The local day of an instant.</summary>
    public static DateOnly DayOf(this TimeZoneInfo zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>First instant of a local day, UTC.</summary>
    public static DateTimeOffset StartOf(this TimeZoneInfo zone, DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
