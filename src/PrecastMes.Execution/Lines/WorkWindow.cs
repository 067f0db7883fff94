using PrecastMes.Production.Calendars;

namespace PrecastMes.Execution.Lines;

/// <summary>A stretch of work without a gap: one shift, or several that follow each other directly.</summary>
/// <param name="Start">First instant.</param>
/// <param name="End">First instant after it.</param>
/// <param name="OvertimeUntil">When an operation that must not be interrupted has to have ended.</param>
public sealed record WorkWindow(DateTimeOffset Start, DateTimeOffset End, DateTimeOffset OvertimeUntil)
{
    private static readonly TimeSpan Reach = TimeSpan.FromDays(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(30);

    /// <summary>The window that holds an instant, its overtime included; null outside.</summary>
    public static WorkWindow? At(PlantCalendar calendar, DateTimeOffset instant)
    {
        WorkWindow? window = null;
        var lastShift = calendar.Shifts.Count == 0 ? "" : calendar.Shifts[^1].Id;
        foreach (var shift in calendar.Between(instant - Reach, instant + Reach))
        {
            // Overtime follows a day's last shift only; between two shifts of a day nobody stays on.
            var overtimeUntil = shift.End.AddMinutes(shift.ShiftId == lastShift ? calendar.OvertimeMinutes : 0);
            if (window is not null && shift.Start <= window.End)
            {
                window = new WorkWindow(window.Start, shift.End, overtimeUntil);
            }
            else if (shift.Start > instant)
            {
                break;
            }
            else
            {
                window = new WorkWindow(shift.Start, shift.End, overtimeUntil);
            }
        }

        return window is not null && instant < window.OvertimeUntil ? window : null;
    }

    /// <summary>Whether the shift itself runs, not its overtime.</summary>
    public bool Staffed(DateTimeOffset instant) => instant >= Start && instant < End;

    /// <summary>The next start or end of a shift after an instant; null when the calendar has none within a month.</summary>
    public static DateTimeOffset? NextBoundary(PlantCalendar calendar, DateTimeOffset instant)
    {
        foreach (var shift in calendar.Between(instant, instant + LongestPause))
        {
            return shift.Start > instant ? shift.Start : shift.End;
        }

        return null;
    }
}
