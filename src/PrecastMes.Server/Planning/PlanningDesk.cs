using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Plans;
using PrecastMes.Persistence.Projects;
using PrecastMes.Production.Orders;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Promising;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Server.Planning;

/// <summary>
/// Plans what no line has been given yet, one run at a time: two plans for the same elements could not both be released, and the
/// machine is shared with the line's control.
/// </summary>
internal sealed class PlanningDesk : IAsyncDisposable
{
    private const int RunsKept = 50;

    // Of the half second that an answer may take; the start rules and the database have the rest.
    private static readonly TimeSpan PromiseBudget = TimeSpan.FromMilliseconds(200);

    private readonly Plant _plant;
    private readonly IDbContextFactory<PrecastContext> _contexts;
    private readonly PlantGateway _gateway;
    private readonly ServeOptions _server;
    private readonly TimeProvider _plantTime;
    private readonly ILogger<PlanningDesk> _logger;
    private readonly SemaphoreSlim _promising = new(1);
    private readonly DeskRuns<PlanningRun> _runs;

    public PlanningDesk(
        Plant plant, IDbContextFactory<PrecastContext> contexts, PlantGateway gateway, ServeOptions server, TimeProvider plantTime, ILogger<PlanningDesk> logger)
    {
        (_plant, _contexts, _gateway, _server, _plantTime, _logger) = (plant, contexts, gateway, server, plantTime, logger);
        _runs = new DeskRuns<PlanningRun>(RunsKept, RunAsync);
    }

    /// <summary>Starts a run; null while another one runs.</summary>
    public PlanningRun? TryStart(PlanningOptions options) => _runs.TryStart(id => new PlanningRun(id, options));

    /// <summary>
    /// When an order that is not imported could be delivered, and what it would push; null when an element of it is known already. It
    /// changes nothing and runs beside planning, one question at a time.
    /// </summary>
    public async Task<Promise?> PromiseAsync(ProjectOrder order, CancellationToken cancel)
    {
        await _promising.WaitAsync(cancel);
        try
        {
            await using (var context = await _contexts.CreateDbContextAsync(cancel))
            {
                if (await context.FirstKnownAsync(order.Elements.Select(element => element.Id).ToHashSet(StringComparer.Ordinal), cancel) is not null)
                {
                    return null;
                }
            }

            var live = await ProblemAsync(new PlanningOptions(1, TimeSpan.Zero, MaxIterations: null), cancel);
            return await Task.Factory.StartNew(
                () => new OrderPromise(TimeProvider.System).Ask(live, order.Elements, PromiseBudget, cancel),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
        finally
        {
            _promising.Release();
        }
    }

    /// <summary>A run of this server's life, or null.</summary>
    public PlanningRun? Find(int id) => _runs.FindLast(run => run.Status.Id == id);

    public async ValueTask DisposeAsync()
    {
        await _runs.DisposeAsync();
        _promising.Dispose();
    }

    private async Task RunAsync(PlanningRun run)
    {
        try
        {
            await PlanAsync(run, run.Token);
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            run.End(PlanningState.Cancelled);
        }
#pragma warning disable CA1031 // A run's failure is its result; the server goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.PlanningFailed(_logger, fault, run.Status.Id);
            run.End(PlanningState.Failed, reason: fault.Message);
        }
    }

    private async Task PlanAsync(PlanningRun run, CancellationToken cancel)
    {
        var (problem, madeBeside) = (await ProblemAsync(run.Options, cancel), await InForceAsync(cancel));
        if (problem.Elements.Count == 0)
        {
            run.End(PlanningState.Refused, reason: Text.Of("api.planning.nothing"));
            return;
        }

        var plan = await PlanSearch.RunAsync(problem, run.Options, run, cancel);
        cancel.ThrowIfCancellationRequested();
        if (await InForceAsync(cancel) != madeBeside)
        {
            run.End(PlanningState.Refused, reason: Text.Of("api.planning.changed"));
            return;
        }

        var outcome = await _gateway.AcceptPlanAsync(plan!, cancel);
        if (outcome.Refusal is { } refusal)
        {
            run.End(PlanningState.Refused, reason: $"{refusal.Code}: {refusal.Detail}");
            return;
        }

        Log.PlanAccepted(_logger, plan!.PlanId, plan.Kpi.Scheduled, plan.Kpi.OnTimeShare);
        run.End(PlanningState.Done, plan.PlanId);
    }

    private async Task<string?> InForceAsync(CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        return LoadsInForce.Last(await context.PlanHeadersAsync(cancel));
    }

    private async Task<PlanningProblem> ProblemAsync(PlanningOptions options, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        await using var snapshot = await context.BeginSnapshotAsync(cancel);
        var orders = await context.UnreleasedOrdersAsync(cancel);
        var onHand = await WorkOnHand.ReadAsync(context, _plant, cancel);
        var now = _plantTime.GetUtcNow();
        var start = PlanSearch.StartAfter(now, options.Budget, _server.Clock.Speed, DateTimeOffset.MinValue);
        return new PlanningProblem(_plant, [.. orders.SelectMany(order => order.Elements)], start, onHand.NextPlanId, onHand.Loads, now)
        {
            Disturbances = Outages.InForce(onHand.Outages, [], [], now),
            MouldUses = onHand.MouldUses,
            InYard = onHand.InYard,
            NoOvertime = onHand.NoOvertime,
        };
    }
}
