using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Explaining;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Plans;

/// <summary>Writes a simulated solution as a plan with its figures, its bound and its reasons.</summary>
internal static class PlanWriter
{
    /// <param name="planId">Id of the plan.</param>
    /// <param name="createdAt">When it was made, plant time.</param>
    /// <param name="seed">Seed of the search.</param>
    /// <param name="model">The plant.</param>
    /// <param name="solution">The loads.</param>
    /// <param name="schedule">Their times.</param>
    /// <param name="released">Loads of earlier plans beside them.</param>
    /// <param name="bound">What the objective can't be below.</param>
    /// <param name="elapsed">How long it took.</param>
    public static Plan Write(
        string planId,
        DateTimeOffset createdAt,
        int seed,
        PlantModel model,
        Load[] solution,
        Schedule schedule,
        IReadOnlyList<PlannedLoad> released,
        LowerBound bound,
        TimeSpan elapsed)
    {
        var draft = new PlanDraft(model, solution, schedule, planId);
        var status = model.Unplanned.Count > 0 ? PlanStatus.Incomplete
            : schedule.Objective <= bound.Cost ? PlanStatus.Optimal
            : PlanStatus.Feasible;
        var kpi = KeyFigures.Of(model, solution, schedule, bound, model.Elements.Length + model.Unplanned.Count, elapsed, status);
        var loads = draft.Loads();
        var late = new LateReasons(model, solution, schedule, draft).Explain();
        return new Plan(1, planId, model.Plant.Id, createdAt.ToUniversalTime(), model.StartAt, seed, status, kpi, loads, late, model.Unplanned)
        {
            MouldWork = Array.Exists(model.Moulds, stock => stock.IsServiced) ? new MouldWorkDraft(model, loads).Work() : null,
            NoOvertime = model.Plant.Objective.OvertimePerHour > 0 || model.NoOvertime.Count > 0 ? [.. model.NoOvertime] : null,
            LateFloors = new LateFloors(model, solution, schedule, draft, released).Explain(late),
        };
    }
}
