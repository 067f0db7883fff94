namespace PrecastMes.Scheduling.Scenarios;

/// <summary>A project is not made.</summary>
/// <param name="ProjectId">The project.</param>
public sealed record Without(string ProjectId) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => problem with { Elements = [.. problem.Elements.Where(element => element.ProjectId != ProjectId)] };

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem) => Known("projectId", ProjectId, Projects(problem), "a project of the orders", "订单中的一个项目");
}
