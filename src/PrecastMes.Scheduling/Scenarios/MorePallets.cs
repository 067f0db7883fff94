namespace PrecastMes.Scheduling.Scenarios;

/// <summary>More pallets on a circulation line.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Count">How many more, 1 to 100.</param>
public sealed record MorePallets(string LineId, int Count) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => problem with
    {
        Plant = Replace(
            problem.Plant,
            problem.Plant.CirculationLines,
            line => line.Id == LineId,
            line => line with { Pallets = line.Pallets with { Count = line.Pallets.Count + Count } },
            (plant, lines) => plant with { CirculationLines = lines }),
    };

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem) =>
        [.. Known("lineId", LineId, problem.Plant.CirculationLines.Select(line => line.Id), "a circulation line of the plant", "一条流水线"), .. Range("count", Count, 100)];
}
