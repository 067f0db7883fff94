using System.Globalization;
using System.Text.Json.Serialization;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>
/// A day off that works: for the plant and for every resource with a calendar of its own, each in its own shifts, since casting without the
/// mixer's crew is no working day. With a calendar the day works for that one alone.
/// </summary>
/// <param name="Date">The day, plant zone.</param>
/// <param name="Calendar">Id of a calendar of resources; null for all.</param>
public sealed record WorkOn(DateOnly Date, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Calendar = null) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => WithCalendars(
        problem,
        Calendar,
        _ => true,
        calendar => calendar with { DaysOff = [.. calendar.DaysOff.Where(day => day != Date)], ExtraDays = [.. calendar.ExtraDays.Append(Date).Distinct()] });

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem)
    {
        if (Calendar is not null && !problem.Plant.Calendars.ContainsKey(Calendar))
        {
            return KnownCalendar(problem, Calendar);
        }

        return problem.Plant.CalendarOf(Calendar).IsWorkDay(Date)
            ? [new("date", Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), new("不上班的日期", "a day that doesn't work"))]
            : [];
    }
}
