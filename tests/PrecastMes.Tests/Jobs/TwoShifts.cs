using PrecastMes.Production;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Tests.Jobs;

/// <summary>Early 06–14, late 14–22, Monday to Saturday, Shanghai; the week of Monday 2026-03-02.</summary>
internal static class TwoShifts
{
    internal static PlantCalendar Calendar { get; } = new(
        "Asia/Shanghai",
        [
            new ShiftDefinition("early", new LocalizedText("早班", "early shift"), new TimeOnly(6, 0), new TimeOnly(14, 0)),
            new ShiftDefinition("late", new LocalizedText("晚班", "late shift"), new TimeOnly(14, 0), new TimeOnly(22, 0)),
        ],
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday],
        [],
        [],
        60);

    /// <summary>An instant of that March, plant time.</summary>
    internal static DateTimeOffset Local(int day, int hour, int minute = 0) => new(2026, 3, day, hour, minute, 0, TimeSpan.FromHours(8));
}
