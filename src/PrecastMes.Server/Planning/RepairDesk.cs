using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Projects;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Planning;

/// <summary>
/// Repairs the plan in force, one repair at a time: makes a draft to be looked at, and puts it in force when a planner says so. Drafts
/// live as long as the server; the next one takes half a second.
/// </summary>
internal sealed class RepairDesk(
    Plant plant, IDbContextFactory<PrecastContext> contexts, PlantGateway gateway, TimeProvider plantTime, ILogger<RepairDesk> logger) : IDisposable
{
    private const int DraftsKept = 100;

    // A repair takes half a second: who waits longer than some of them asks again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // The read models follow the journal a moment later; beyond this they are behind and the next repair would be refused.
    private static readonly TimeSpan ShownWithin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private readonly List<RepairDraft> _drafts = [];
    private int _lastId;

    /// <summary>Makes a draft, or says everything that can't be meant; neither when others keep the desk busy.</summary>
    public async Task<(RepairDraft? Draft, IReadOnlyList<RescheduleProblem> Problems)> MakeAsync(RepairOrder order, CancellationToken cancel)
    {
        if (!await _one.WaitAsync(Patience, cancel))
        {
            return (null, []);
        }

        try
        {
            var (request, madeBeside, problems) = await RequestAsync(order, cancel);
            problems = [.. problems, .. RescheduleProblems.Of(request)];
            if (problems.Count > 0)
            {
                return (null, problems);
            }

            var began = Stopwatch.GetTimestamp();
            var repair = await Task.Factory.StartNew(
                () => new Rescheduler(TimeProvider.System).Solve(request, new PlanningOptions(1, order.Budget, MaxIterations: null), cancel),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            return (Keep(repair, request.Now, madeBeside, Stopwatch.GetElapsedTime(began)), []);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A draft of this server's life, or null.</summary>
    public RepairDraft? Find(int id)
    {
        lock (_gate)
        {
            return _drafts.Find(draft => draft.Id == id);
        }
    }

    /// <summary>
    /// Puts a draft in force. Refused when a load that it replaces has begun or another plan was put in force meanwhile, when locks of it
    /// are broken and <paramref name="locksMayBreak"/> doesn't say that this is known, or when elements can't be made any more and
    /// <paramref name="elementsMayWait"/> doesn't.
    /// </summary>
    public async Task<Outcome> CommitAsync(RepairDraft draft, bool locksMayBreak, bool elementsMayWait, CancellationToken cancel)
    {
        var repair = draft.Repair;
        if (repair.Plan.Unplanned.Count > 0 && !elementsMayWait)
        {
            return Outcome.Refused("element-unplanned", Text.Of("api.repair.unplanned", repair.Plan.Unplanned.Count));
        }

        if (repair.BrokenLocks.Count > 0 && !locksMayBreak)
        {
            return Outcome.Refused("lock-broken", Text.Of("api.repair.locks", string.Join(", ", repair.BrokenLocks.Select(broken => broken.LoadId))));
        }

        if (repair.Withdrawn.Count == 0 && repair.Plan is { Loads.Count: 0, Pushed: null, Outages: null or { Count: 0 } })
        {
            return Outcome.Refused("nothing-replaced", Text.Of("api.repair.nothing"));
        }

        var outcome = await gateway.RepairPlanAsync(repair.Plan, repair.Withdrawn, draft.MadeBeside, cancel);
        if (outcome.Refusal is null)
        {
            Log.PlanRepaired(logger, repair.Plan.PlanId, repair.Withdrawn.Count, repair.Stability.Moved);
            await UntilShownAsync(repair, cancel);
        }

        return outcome;
    }

    public void Dispose() => _one.Dispose();

    // Whoever repairs again right away sees the plan that is in force.
    private async Task UntilShownAsync(Repair repair, CancellationToken cancel)
    {
        var planId = repair.Plan.PlanId;
        var began = Stopwatch.GetTimestamp();
        using var again = new PeriodicTimer(LookAgain, TimeProvider.System);
        do
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var isReleased = await context.Plans.AnyAsync(plan => plan.Id == planId && plan.ReleasedAt != null, cancel);
            if (isReleased && (repair.Withdrawn.Count == 0 || !await context.Loads.AnyAsync(load => load.Id == repair.Withdrawn[0], cancel)))
            {
                return;
            }
        }
        while (Stopwatch.GetElapsedTime(began) < ShownWithin && await again.WaitForNextTickAsync(cancel));
    }

    private RepairDraft Keep(Repair repair, DateTimeOffset madeAt, string? madeBeside, TimeSpan took)
    {
        lock (_gate)
        {
            var draft = new RepairDraft(++_lastId, madeAt, Math.Round(took.TotalSeconds, 3), madeBeside, repair);
            _drafts.Add(draft);
            if (_drafts.Count > DraftsKept)
            {
                _drafts.RemoveAt(0);
            }

            return draft;
        }
    }

    private async Task<(RescheduleRequest Request, string? MadeBeside, IReadOnlyList<RescheduleProblem> Problems)> RequestAsync(RepairOrder order, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var snapshot = await context.BeginSnapshotAsync(cancel);
        var now = plantTime.GetUtcNow();
        var onHand = await WorkOnHand.ReadAsync(context, plant, cancel);
        var waiting = order.Rush.Count == 0 ? [] : await context.UnreleasedOrdersAsync(cancel);
        var problems = order.Rush.Select((project, i) => (Project: project, Index: i))
            .Where(rush => waiting.All(each => each.Project.Id != rush.Project))
            .Select(rush => new RescheduleProblem($"rush[{rush.Index}]", rush.Project, new("有未下达构件的项目", "a project with elements that are not released")))
            .Concat(order.Ended.Select((resource, i) => (Resource: resource, Index: i))
                .Where(ended => onHand.Outages.All(each => each.Resource != ended.Resource))
                .Select(ended => new RescheduleProblem($"ended[{ended.Index}]", ended.Resource, new("已知停用的资源", "a resource that is known to be out of service"))))
            .ToList();
        var request = new RescheduleRequest(
            plant,
            onHand.Loads,
            await LoadsInForce.ElementsAsync(context, cancel),
            now,
            order.Freeze,
            onHand.NextPlanId)
        {
            Disturbances = Outages.InForce(onHand.Outages, order.Disturbances, order.Ended, now),
            Locked = order.Locked,
            MouldUses = onHand.MouldUses,
            InYard = onHand.InYard,
            NoOvertime = onHand.NoOvertime,
            Rush = [.. waiting.Where(each => order.Rush.Contains(each.Project.Id, StringComparer.Ordinal)).SelectMany(each => each.Elements)],
        };
        return (order.StabilitySeconds is { } seconds ? request with { StabilitySeconds = seconds } : request, onHand.InForce, problems);
    }
}
