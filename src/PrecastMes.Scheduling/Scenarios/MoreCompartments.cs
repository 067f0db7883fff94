namespace PrecastMes.Scheduling.Scenarios;

/// <summary>More levels in the curing chamber of a line, each with a compartment in every column.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Levels">How many more, 1 to 20.</param>
public sealed record MoreCompartments(string LineId, int Levels) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => problem with
    {
        Plant = Replace(
            problem.Plant,
            problem.Plant.CirculationLines,
            line => line.Id == LineId,
            line => line with { Chamber = line.Chamber with { Levels = line.Chamber.Levels + Levels } },
            (plant, lines) => plant with { CirculationLines = lines }),
    };

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem) =>
        [.. Known("lineId", LineId, problem.Plant.CirculationLines.Select(line => line.Id), "a circulation line of the plant", "一条流水线"), .. Range("levels", Levels, 20)];
}
