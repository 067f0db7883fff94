using System.Text.Json.Serialization;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>
/// Overtime: the last shift of every working day ends later. Without a calendar that is the plant's, and with it those of resources whose
/// last shift ends when the plant's does, for they go home together; a crew or mixer with other hours keeps them. With a calendar it is that
/// one alone.
/// </summary>
/// <param name="Minutes">By how much, minutes, 1 to 720 and no further than the next day's first shift.</param>
/// <param name="Calendar">Id of a calendar of resources; null for the plant's day.</param>
public sealed record LongerDay(int Minutes, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Calendar = null) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem)
    {
        var end = problem.Plant.Calendar.Shifts[^1].End;
        return WithCalendars(problem, Calendar, calendar => Calendar is not null || calendar.Shifts[^1].End == end, Longer);
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem)
    {
        if (Calendar is not null && !problem.Plant.Calendars.ContainsKey(Calendar))
        {
            return KnownCalendar(problem, Calendar);
        }

        var end = problem.Plant.Calendar.Shifts[^1].End;
        var longer = Calendar is not null
            ? [problem.Plant.Calendars[Calendar]]
            : problem.Plant.Calendars.Values.Where(calendar => calendar.Shifts[^1].End == end).Prepend(problem.Plant.Calendar);
        return Range("minutes", Minutes, longer.Min(Most));
    }

    private PlantCalendar Longer(PlantCalendar calendar)
    {
        var last = calendar.Shifts[^1];
        return calendar with { Shifts = [.. calendar.Shifts.SkipLast(1), last with { End = last.End.AddMinutes(Minutes) }] };
    }

    // From the end of the last shift around the clock to the start of the first; an end at or before its start is tomorrow's.
    private static int Most(PlantCalendar calendar)
    {
        var shifts = calendar.Shifts;
        var free = (int)(shifts[0].Start - shifts[^1].End).TotalMinutes;
        return Math.Clamp(shifts[^1].End <= shifts[^1].Start ? free : (free + 1440) % 1440, 1, 720);
    }
}
