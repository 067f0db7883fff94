using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Plans;
using PrecastMes.Persistence.Projects;
using PrecastMes.Production.Orders;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Hmi.Repairs;

/// <summary>What has come between, the plan repaired, the difference, and the decision.</summary>
public sealed partial class RepairPage
{
    private const int LockableLoads = 300;
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    private readonly List<Disturbance> disturbances = [];
    private readonly HashSet<string> rush = new(StringComparer.Ordinal);
    private readonly List<string> locked = [];
    private readonly HashSet<string> ended = new(StringComparer.Ordinal);
    private IReadOnlyList<Disturbance> known = [];
    private IReadOnlyList<PlannedLoad> open = [];
    private IReadOnlyList<ProjectOrder> waiting = [];
    private IReadOnlyList<RescheduleProblem> problems = [];
    private RepairDraft? draft;
    private int freezeMinutes = 60;
    private string lockNext = "";
    private string? message;
    private bool refused;
    private bool busy;

    [Inject]
    private RepairDesk Desk { get; set; } = null!;

    [Inject]
    private IDbContextFactory<PrecastContext> Contexts { get; set; } = null!;

    /// <inheritdoc/>
    protected override long? Version => Pulse.Rows;

    /// <inheritdoc/>
    protected override TimeSpan Beat => TimeSpan.FromSeconds(5);

    private IEnumerable<PlannedLoad> Lockable => open
        .Where(load => load.MouldsFrom > Zone.Now.AddMinutes(freezeMinutes) && !locked.Contains(load.LoadId))
        .OrderBy(load => load.MouldsFrom).Take(LockableLoads);

    /// <inheritdoc/>
    protected override async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        await using var context = await Contexts.CreateDbContextAsync(cancellation);
        var loads = await LoadsInForce.LoadsAsync(context, await context.PlanHeadersAsync(cancellation), cancellation);
        var outages = Outages.InForce(await LoadsInForce.OutagesAsync(context, cancellation), [], [], Zone.Now);
        var orders = await context.UnreleasedOrdersAsync(cancellation);
        var same = loads.Select(load => load.LoadId).SequenceEqual(open.Select(load => load.LoadId), StringComparer.Ordinal)
            && orders.Select(order => (order.Project.Id, order.Elements.Count)).SequenceEqual(waiting.Select(order => (order.Project.Id, order.Elements.Count)));
        same &= outages.SequenceEqual(known);
        (open, waiting, known) = (loads, orders, outages);
        return !same;
    }

    private void Add(Disturbance disturbance) => disturbances.Add(disturbance);

    private void Remove(Disturbance disturbance) => disturbances.Remove(disturbance);

    private void End(string resource)
    {
        if (!ended.Remove(resource))
        {
            ended.Add(resource);
        }
    }

    private void Toggle(string project)
    {
        if (!rush.Remove(project))
        {
            rush.Add(project);
        }
    }

    private void Lock()
    {
        locked.Add(lockNext);
        lockNext = "";
    }

    private void Unlock(string load) => locked.Remove(load);

    private Task MakeAsync() => WorkAsync(async () =>
    {
        (draft, problems, message) = (null, [], null);
        var order = new RepairOrder([.. disturbances], [.. ended], [.. rush], [.. locked], TimeSpan.FromMinutes(Math.Clamp(freezeMinutes, 30, 10_080)), null, Budget);
        (draft, problems) = await Desk.MakeAsync(order, Left);
        (message, refused) = draft is null && problems.Count == 0 ? (T["Repair.Busy"], true) : (null, false);
    });

    private Task CommitAsync() => WorkAsync(async () =>
    {
        var outcome = await Desk.CommitAsync(draft!, locksMayBreak: true, elementsMayWait: true, Left);
        refused = outcome.Refusal is not null;
        message = outcome.Refusal is { } refusal ? $"{T["Repair.Refused"]} {refusal.Code}: {refusal.Detail}" : T["Repair.Committed", draft!.Repair.Plan.PlanId];
        if (!refused)
        {
            disturbances.Clear();
            rush.Clear();
            ended.Clear();
            locked.Clear();
            draft = null;
        }
    });

    private void Discard() => draft = null;

    private async Task WorkAsync(Func<Task> work)
    {
        busy = true;
        try
        {
            await work();
        }
        finally
        {
            busy = false;
        }
    }
}
