using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Plans;
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
    private const int DraftsKept = 20;

    private readonly SemaphoreSlim _one = new(1);
    private readonly Lock _gate = new();
    private readonly List<RepairDraft> _drafts = [];
    private int _lastId;

    /// <summary>Makes a draft, or says everything that can't be meant.</summary>
    public async Task<(RepairDraft? Draft, IReadOnlyList<RescheduleProblem> Problems)> MakeAsync(RepairOrder order, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var (request, problems) = await RequestAsync(order, cancel);
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
            return (Keep(repair, request.Now, Stopwatch.GetElapsedTime(began)), []);
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
    /// Puts a draft in force. Refused when a load that it replaces has begun meanwhile, or when locks of it are broken and
    /// <paramref name="locksMayBreak"/> doesn't say that this is known.
    /// </summary>
    public async Task<Outcome> CommitAsync(RepairDraft draft, bool locksMayBreak, CancellationToken cancel)
    {
        var repair = draft.Repair;
        if (repair.BrokenLocks.Count > 0 && !locksMayBreak)
        {
            return Outcome.Refused("lock-broken", Text.Of("api.repair.locks", string.Join(", ", repair.BrokenLocks.Select(broken => broken.LoadId))));
        }

        if (repair.Withdrawn.Count == 0)
        {
            return Outcome.Refused("nothing-replaced", Text.Of("api.repair.nothing"));
        }

        var outcome = await gateway.RepairPlanAsync(repair.Plan, repair.Withdrawn, cancel);
        if (outcome.Refusal is null)
        {
            Log.PlanRepaired(logger, repair.Plan.PlanId, repair.Withdrawn.Count, repair.Stability.Moved);
        }

        return outcome;
    }

    public void Dispose() => _one.Dispose();

    private RepairDraft Keep(Repair repair, DateTimeOffset madeAt, TimeSpan took)
    {
        lock (_gate)
        {
            var draft = new RepairDraft(++_lastId, madeAt, Math.Round(took.TotalSeconds, 3), repair);
            _drafts.Add(draft);
            if (_drafts.Count > DraftsKept)
            {
                _drafts.RemoveAt(0);
            }

            return draft;
        }
    }

    private async Task<(RescheduleRequest Request, IReadOnlyList<RescheduleProblem> Problems)> RequestAsync(RepairOrder order, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var plans = await context.PlanHeadersAsync(cancel);
        var waiting = order.Rush.Count == 0 ? [] : await context.UnreleasedOrdersAsync(cancel);
        var problems = order.Rush.Select((project, i) => (Project: project, Index: i))
            .Where(rush => waiting.All(each => each.Project.Id != rush.Project))
            .Select(rush => new RescheduleProblem($"rush[{rush.Index}]", rush.Project, new("有未下达构件的项目", "a project with elements that are not released")))
            .ToList();
        var request = new RescheduleRequest(
            plant,
            await LoadsInForce.LoadsAsync(context, plans, cancel),
            await LoadsInForce.ElementsAsync(context, cancel),
            plantTime.GetUtcNow(),
            order.Freeze,
            PlanIds.After(plans.Select(plan => plan.Id)))
        {
            Disturbances = order.Disturbances,
            Locked = order.Locked,
            Rush = [.. waiting.Where(each => order.Rush.Contains(each.Project.Id, StringComparer.Ordinal)).SelectMany(each => each.Elements)],
        };
        return (order.StabilitySeconds is { } seconds ? request with { StabilitySeconds = seconds } : request, problems);
    }
}
