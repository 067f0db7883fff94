using PrecastMes.Scheduling.Comparing;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Api.Plans;

/// <summary>A repair to be looked at before it is put in force.</summary>
/// <param name="Id">Its number; <c>POST /repairs/{id}/commit</c> puts it in force.</param>
/// <param name="PlanId">The plan that it would become.</param>
/// <param name="MadeAt">When it was made, plant time.</param>
/// <param name="Seconds">How long it took, real seconds.</param>
/// <param name="ReplacedLoads">Loads that it replaces.</param>
/// <param name="Stability">How much of the plan in force stays.</param>
/// <param name="BrokenLocks">Locks that it can't keep.</param>
/// <param name="Pushed">Begun and frozen loads that a disturbance pushes, with their new finish.</param>
/// <param name="Outages">What is out of service once it is in force.</param>
/// <param name="Kpi">Figures of the repaired plan.</param>
/// <param name="Late">Elements of it that are late, and why.</param>
/// <param name="Unplanned">Elements that can't be made any more, and why.</param>
/// <param name="Changes">What happens to each element that is not treated as before.</param>
public sealed record RepairAnswer(
    int Id,
    string PlanId,
    DateTimeOffset MadeAt,
    double Seconds,
    int ReplacedLoads,
    Stability Stability,
    IReadOnlyList<BrokenLock> BrokenLocks,
    IReadOnlyList<PushedLoad> Pushed,
    IReadOnlyList<Disturbance> Outages,
    PlanKpi Kpi,
    IReadOnlyList<LateElement> Late,
    IReadOnlyList<UnplannedElement> Unplanned,
    IReadOnlyList<ElementChange> Changes)
{
    internal static RepairAnswer Of(RepairDraft draft) => new(
        draft.Id,
        draft.Repair.Plan.PlanId,
        draft.MadeAt,
        draft.Seconds,
        draft.Repair.Withdrawn.Count,
        draft.Repair.Stability,
        draft.Repair.BrokenLocks,
        [.. draft.Repair.Pushed.Select(load => new PushedLoad(load.LoadId, load.FinishAt))],
        draft.Repair.Plan.Outages ?? [],
        draft.Repair.Plan.Kpi,
        draft.Repair.Plan.Late,
        draft.Repair.Plan.Unplanned,
        draft.Repair.Changes);
}

/// <summary>A begun or frozen load that a disturbance pushes.</summary>
/// <param name="LoadId">The load.</param>
/// <param name="FinishAt">When it would finish now.</param>
public sealed record PushedLoad(string LoadId, DateTimeOffset FinishAt);
