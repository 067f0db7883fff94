using System.Globalization;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>A calendar week by ISO 8601.</summary>
/// <param name="Name">Year and number, e.g. <c>2026-W10</c>.</param>
/// <param name="Monday">Its first day, plant zone.</param>
/// <param name="StaffedHours">Hours with a shift, overtime left out; of the running week those that are left.</param>
public sealed record LoadWeek(string Name, DateOnly Monday, double StaffedHours)
{
    /// <summary>The week that begins on a Monday.</summary>
    internal static LoadWeek Of(DateOnly monday, double staffedHours)
    {
        var day = monday.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        return new LoadWeek(string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}"), monday, staffedHours);
    }
}
