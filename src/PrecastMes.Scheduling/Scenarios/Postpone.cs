using System.Globalization;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>A project's need dates move.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="Days">By how many days, -365 to 365; less than 0 for earlier.</param>
public sealed record Postpone(string ProjectId, int Days) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => problem with
    {
        Elements = [.. problem.Elements.Select(element => element.ProjectId == ProjectId ? element with { NeedDate = element.NeedDate.AddDays(Days) } : element)],
    };

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem) =>
    [
        .. Known("projectId", ProjectId, Projects(problem), "a project of the orders", "订单中的一个项目"),
        .. Math.Abs(Days) is 0 or > 365 ? [new ChangeProblem("days", Days.ToString(CultureInfo.InvariantCulture), new("-365 到 365，不为 0", "-365 to 365 and not 0"))] : Array.Empty<ChangeProblem>(),
    ];
}
