using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>A what-if: named changes to a planning problem.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Changes">The changes, applied in this order.</param>
/// <param name="Disturbances">What is out of service and until when; null for nothing.</param>
public sealed record Scenario(string Name, IReadOnlyList<PlantChange> Changes, IReadOnlyList<Disturbance>? Disturbances = null)
{
    /// <summary>The problem as it would be. The scenario must be free of <see cref="Problems"/>.</summary>
    public PlanningProblem Apply(PlanningProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var changed = Changes.Aggregate(problem, (before, change) => change.Apply(before));
        return changed with { Disturbances = [.. problem.Disturbances, .. Disturbances ?? []] };
    }

    /// <summary>Everything in the scenario that can't be meant, with its place in it.</summary>
    public IReadOnlyList<ChangeProblem> Problems(PlanningProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var problems = new List<ChangeProblem>();
        for (var i = 0; i < Changes.Count; i++)
        {
            problems.AddRange(Changes[i].Problems(problem).Select(each => each with { Member = $"changes[{i}].{each.Member}" }));
        }

        if (Disturbances is { Count: > 0 })
        {
            var outages = new RescheduleRequest(problem.Plant, [], [], problem.StartAt, TimeSpan.Zero, problem.PlanId) { Disturbances = Disturbances };
            problems.AddRange(RescheduleProblems.Of(outages).Select(each => new ChangeProblem(each.Path, each.Value, each.Expected)));
        }

        return problems;
    }
}
