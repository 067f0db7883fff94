namespace PrecastMes.Production.Calendars;

/// <summary>A working calendar, the plant's or that of some of its resources: which shifts run on which day.</summary>
/// <param name="TimeZoneId">IANA zone in which shifts and dates are read, e.g. <c>Asia/Shanghai</c>.</param>
/// <param name="Shifts">The shifts of a working day, ordered by start, not overlapping.</param>
/// <param name="WorkDays">Days of the week that work.</param>
/// <param name="DaysOff">Dates that don't work although their weekday would.</param>
/// <param name="ExtraDays">Dates that work although their weekday would not (调休).</param>
/// <param name="OvertimeMinutes">How long past a day's last shift an operation that must not be interrupted may end, minutes.</param>
public sealed record PlantCalendar(
    string TimeZoneId,
    IReadOnlyList<ShiftDefinition> Shifts,
    IReadOnlyList<DayOfWeek> WorkDays,
    IReadOnlyList<DateOnly> DaysOff,
    IReadOnlyList<DateOnly> ExtraDays,
    int OvertimeMinutes);
