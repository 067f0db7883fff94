using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Scheduling.Scenarios;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Server.Planning;

/// <summary>
/// Looks for what would make a plan's late floors on time, one search at a time. It plans what of the plan is still to begin, beside
/// everything else that is released, without and with each remedy; it puts nothing in force.
/// </summary>
internal sealed class RemedyDesk : IAsyncDisposable
{
    private const int RunsKept = 20;

    private readonly Plant _plant;
    private readonly IDbContextFactory<PrecastContext> _contexts;
    private readonly ServeOptions _server;
    private readonly TimeProvider _plantTime;
    private readonly ILogger<RemedyDesk> _logger;
    private readonly DeskRuns<RemedyRun> _runs;

    public RemedyDesk(Plant plant, IDbContextFactory<PrecastContext> contexts, ServeOptions server, TimeProvider plantTime, ILogger<RemedyDesk> logger)
    {
        (_plant, _contexts, _server, _plantTime, _logger) = (plant, contexts, server, plantTime, logger);
        _runs = new DeskRuns<RemedyRun>(RunsKept, RunAsync);
    }

    /// <summary>Starts a search; null while another one runs.</summary>
    public RemedyRun? TryStart(string planId, TimeSpan budget, int seed) => _runs.TryStart(id => new RemedyRun(id, planId, budget, seed));

    /// <summary>A search of this server's life for a plan, or null.</summary>
    public RemedyRun? Find(string planId, int id) => _runs.FindLast(run => run.Status.Id == id && run.Status.PlanId == planId);

    /// <summary>The last search for a plan, or null.</summary>
    public RemedyRun? Last(string planId) => _runs.FindLast(run => run.Status.PlanId == planId);

    public ValueTask DisposeAsync() => _runs.DisposeAsync();

    private async Task RunAsync(RemedyRun run)
    {
        try
        {
            await SearchAsync(run);
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            run.End(RemedyState.Cancelled);
        }
#pragma warning disable CA1031 // A search's failure is its result; the server goes on.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Log.RemediesFailed(_logger, fault, run.Status.Id);
            run.End(RemedyState.Failed, reason: fault.Message);
        }
    }

    private async Task SearchAsync(RemedyRun run)
    {
        var problem = await ProblemAsync(run.Status.PlanId, run.Token);
        if (problem is null)
        {
            run.End(RemedyState.Refused, reason: Text.Of("api.remedies.nothing", run.Status.PlanId));
            return;
        }

        // Each plan has its share, and the whole ends in time where plans take longer than their search.
        using var over = new CancellationTokenSource(run.Budget, TimeProvider.System);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(over.Token, run.Token);
        var options = new PlanningOptions(run.Seed, run.Budget / RemedySearch.MostPlans, MaxIterations: null);
        var found = await Task.Factory.StartNew(
            () => new RemedySearch(TimeProvider.System).Find(problem, options, run, end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        run.End(run.Token.IsCancellationRequested ? RemedyState.Cancelled : RemedyState.Done, found);
    }

    private async Task<PlanningProblem?> ProblemAsync(string planId, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        await using var snapshot = await context.BeginSnapshotAsync(cancel);
        var rows = await context.Elements.AsNoTracking()
            .Where(element => element.PlanId == planId && (element.State == ElementState.Planned || element.State == ElementState.Released))
            .ToListAsync(cancel);
        if (rows.Count == 0)
        {
            return null;
        }

        var onHand = await WorkOnHand.ReadAsync(context, _plant, cancel);
        var own = rows.Select(row => row.LoadId).ToHashSet(StringComparer.Ordinal);
        var now = _plantTime.GetUtcNow();
        return new PlanningProblem(
            _plant,
            [.. rows.Select(row => row.ToElement())],
            PlanSearch.StartAfter(now, TimeSpan.Zero, _server.Clock.Speed, onHand.Plans.First(plan => plan.Id == planId).StartAt),
            onHand.NextPlanId,
            [.. onHand.Loads.Where(load => !own.Contains(load.LoadId))],
            now)
        {
            MouldUses = onHand.MouldUses,
            InYard = onHand.InYard,
            NoOvertime = onHand.NoOvertime,
            Disturbances = Outages.InForce(onHand.Outages, [], [], now),
        };
    }
}
