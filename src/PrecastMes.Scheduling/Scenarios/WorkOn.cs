using System.Globalization;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>A day off that works.</summary>
/// <param name="Date">The day, plant zone.</param>
public sealed record WorkOn(DateOnly Date) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem)
    {
        var calendar = problem.Plant.Calendar;
        return problem with
        {
            Plant = problem.Plant with { Calendar = calendar with { DaysOff = [.. calendar.DaysOff.Where(day => day != Date)], ExtraDays = [.. calendar.ExtraDays.Append(Date).Distinct()] } },
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem)
    {
        var calendar = problem.Plant.Calendar;
        return calendar.ExtraDays.Contains(Date) || (calendar.WorkDays.Contains(Date.DayOfWeek) && !calendar.DaysOff.Contains(Date))
            ? [new("date", Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), new("不上班的日期", "a day that doesn't work"))]
            : [];
    }
}
