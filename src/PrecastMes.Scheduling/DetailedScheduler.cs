using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling;

/// <summary>
/// Detailed scheduling (ISA-95): nests elements into loads, orders the loads and gives every operation its exact time.
/// </summary>
/// <param name="time">Measures the budget. A provider of accelerated plant time would shorten the search; hand in real time.</param>
public sealed class DetailedScheduler(TimeProvider time)
{
    /// <summary>
    /// Makes a plan. When cancelled it returns the best plan so far, or throws when there is none yet. Elements that can't be
    /// made at all are listed with their reasons.
    /// </summary>
    public Plan Solve(PlanningProblem problem, PlanningOptions options, IProgress<PlanningProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        var began = time.GetTimestamp();
        var model = new PlantModel(problem);
        var decoder = new Decoder(model);
        var bound = new LowerBound(0, 0, "none");
        Solution? best = null;
        foreach (var start in StartSolutions.All(model, decoder))
        {
            if (best is null || start.Cost < best.Cost)
            {
                best = start;
                progress?.Report(new PlanningProgress(0, KeyFigures.Objective(decoder.Schedule.Tardiness, decoder.Schedule.Makespan), bound.Objective, 0, time.GetElapsedTime(began)));
            }

            if (ct.IsCancellationRequested)
            {
                break;
            }
        }

        decoder.Run(best!.Loads, best.Order);
        var schedule = decoder.Schedule;
        var draft = new PlanDraft(model, best.Loads, schedule, problem.PlanId);
        var status = model.Unplanned.Count > 0 ? PlanStatus.Incomplete : PlanStatus.Feasible;
        var kpi = KeyFigures.Of(model, best.Loads, schedule, bound, problem.Elements.Count, time.GetElapsedTime(began), status);
        return new Plan(
            1,
            problem.PlanId,
            model.Plant.Id,
            (problem.CreatedAt ?? model.StartAt).ToUniversalTime(),
            model.StartAt,
            options.Seed,
            status,
            kpi,
            draft.Loads(),
            [],
            model.Unplanned);
    }
}
