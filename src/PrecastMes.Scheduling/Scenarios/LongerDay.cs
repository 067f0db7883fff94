namespace PrecastMes.Scheduling.Scenarios;

/// <summary>Overtime: the last shift of every working day ends later.</summary>
/// <param name="Minutes">By how much, minutes, 1 to 720 and no further than the next day's first shift.</param>
public sealed record LongerDay(int Minutes) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem)
    {
        var calendar = problem.Plant.Calendar;
        var last = calendar.Shifts[^1];
        return problem with
        {
            Plant = problem.Plant with { Calendar = calendar with { Shifts = [.. calendar.Shifts.SkipLast(1), last with { End = last.End.AddMinutes(Minutes) }] } },
        };
    }

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem)
    {
        var shifts = problem.Plant.Calendar.Shifts;

        // From the end of the last shift around the clock to the start of the first; an end at or before its start is tomorrow's.
        var free = (int)(shifts[0].Start - shifts[^1].End).TotalMinutes;
        return Range("minutes", Minutes, Math.Clamp(shifts[^1].End <= shifts[^1].Start ? free : (free + 1440) % 1440, 1, 720));
    }
}
