namespace PrecastMes.Scheduling.Scenarios;

/// <summary>More gangs of a crew of a fixed-mould area.</summary>
/// <param name="LineId">The area.</param>
/// <param name="CrewId">The crew.</param>
/// <param name="Count">How many more, 1 to 20.</param>
public sealed record MoreGangs(string LineId, string CrewId, int Count) : PlantChange
{
    /// <inheritdoc/>
    public override PlanningProblem Apply(PlanningProblem problem) => problem with
    {
        Plant = Replace(
            problem.Plant,
            problem.Plant.FixedMouldAreas,
            area => area.Id == LineId,
            area => area with { Crews = [.. area.Crews.Select(crew => crew.Id == CrewId ? crew with { Gangs = crew.Gangs + Count } : crew)] },
            (plant, areas) => plant with { FixedMouldAreas = areas }),
    };

    /// <inheritdoc/>
    public override IEnumerable<ChangeProblem> Problems(PlanningProblem problem)
    {
        var area = problem.Plant.FixedMouldAreas.FirstOrDefault(each => each.Id == LineId);
        return
        [
            .. Known("lineId", LineId, problem.Plant.FixedMouldAreas.Select(each => each.Id), "a fixed-mould area of the plant", "一个固定模区"),
            .. area is null ? [] : Known("crewId", CrewId, area.Crews.Select(crew => crew.Id), "a crew of the area", "该区的一个班组"),
            .. Range("count", Count, 20),
        ];
    }
}
