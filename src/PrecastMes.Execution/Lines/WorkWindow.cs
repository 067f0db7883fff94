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

    /// <summary>The window that holds an instant, or null outside shifts.</summary>
    public static WorkWindow? At(PlantCalendar calendar, DateTimeOffset instant)
    {
        WorkWindow? window = null;
        foreach (var shift in calendar.Between(instant - Reach, instant + Reach))
        {
            if (window is not null && shift.Start == window.End)
            {
                window = window with { End = shift.End };
            }
            else if (shift.Start > instant)
            {
                break;
            }
            else
            {
                window = new WorkWindow(shift.Start, shift.End, shift.End);
            }
        }

        return window is not null && instant < window.End
            ? window with { OvertimeUntil = window.End.AddMinutes(calendar.OvertimeMinutes) }
            : null;
    }

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
