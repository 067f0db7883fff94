namespace PrecastMes.Scheduling.Scenarios;

/// <summary>More units of a mould type.</summary>
/// <param name="MouldTypeId">The type, e.g. <c>SF-WQ2</c>.</param>
/// <param name="Count">How many more, 1 to 50.</param>
public sealed record MoreMoulds(string MouldTypeId, int Count) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => problem with
    {
        Plant = Replace(problem.Plant, problem.Plant.MouldTypes, type => type.Id == MouldTypeId, type => type with { Count = type.Count + Count }, (plant, types) => plant with { MouldTypes = types }),
    };

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem) =>
        [.. Known("mouldTypeId", MouldTypeId, problem.Plant.MouldTypes.Select(type => type.Id), "a mould type of the plant", "工厂的一种模具"), .. Range("count", Count, 50)];
}
