namespace PrecastMes.Scheduling.Scenarios;

/// <summary>More levels in the curing chamber of a line, each with a compartment in every column.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Levels">How many more, 1 to 20.</param>
public sealed record MoreCompartments(string LineId, int Levels) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => WithLine(problem, LineId, line => line with { Chamber = line.Chamber with { Levels = line.Chamber.Levels + Levels } });

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem) => [.. KnownLine(problem, LineId), .. Range("levels", Levels, 20)];
}
