namespace PrecastMes.Scheduling.Scenarios;

/// <summary>More pallets on a circulation line.</summary>
/// <param name="LineId">The line.</param>
/// <param name="Count">How many more, 1 to 100.</param>
public sealed record MorePallets(string LineId, int Count) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => WithLine(problem, LineId, line => line with { Pallets = line.Pallets with { Count = line.Pallets.Count + Count } });

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem) => [.. KnownLine(problem, LineId), .. Range("count", Count, 100)];
}
