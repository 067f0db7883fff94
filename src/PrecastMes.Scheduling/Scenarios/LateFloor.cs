using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>A floor that is late, by its last element: the site needs all of it.</summary>
/// <param name="ProjectId">Project.</param>
/// <param name="Building">Building.</param>
/// <param name="Floor">Floor.</param>
/// <param name="DueAt">When its first element is due.</param>
/// <param name="FinishAt">When its last late element is finished.</param>
/// <param name="Elements">How many of its elements are late.</param>
/// <param name="ReasonCode">What binds the last of them, as in <see cref="LateElement.ReasonCode"/>.</param>
/// <param name="Resource">The binding resource.</param>
public sealed record LateFloor(string ProjectId, string Building, int Floor, DateTimeOffset DueAt, DateTimeOffset FinishAt, int Elements, string ReasonCode, string Resource)
{
    /// <summary>The late floors of a plan, the latest first.</summary>
    public static IReadOnlyList<LateFloor> Of(Plan plan, PlanningProblem problem)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(problem);
        var elements = problem.Elements.ToDictionary(element => element.Id, StringComparer.Ordinal);
        return
        [
            .. plan.Late.Where(late => elements.ContainsKey(late.ElementId))
                .GroupBy(late => (elements[late.ElementId].ProjectId, elements[late.ElementId].Building, elements[late.ElementId].Floor))
                .Select(floor => (floor.Key, Last: floor.MaxBy(late => late.FinishAt)!, Due: floor.Min(late => late.DueAt), Count: floor.Count()))
                .Select(floor => new LateFloor(floor.Key.ProjectId, floor.Key.Building, floor.Key.Floor, floor.Due, floor.Last.FinishAt, floor.Count, floor.Last.ReasonCode, floor.Last.Resource))
                .OrderByDescending(floor => floor.FinishAt - floor.DueAt).ThenBy(floor => floor.ProjectId, StringComparer.Ordinal).ThenBy(floor => floor.Building, StringComparer.Ordinal).ThenBy(floor => floor.Floor),
        ];
    }
}
