using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Plans;
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
internal sealed class RemedyDesk(
    Plant plant, IDbContextFactory<PrecastContext> contexts, ServeOptions server, TimeProvider plantTime, ILogger<RemedyDesk> logger) : IAsyncDisposable
{
    private const int RunsKept = 20;

    private readonly Lock _gate = new();
    private readonly List<RemedyRun> _runs = [];
    private Task _current = Task.CompletedTask;
    private int _lastId;

    /// <summary>Starts a search; null while another one runs.</summary>
    public RemedyRun? TryStart(string planId, TimeSpan budget, int seed)
    {
        lock (_gate)
        {
            if (!_current.IsCompleted)
            {
                return null;
            }

            var run = new RemedyRun(++_lastId, planId, budget, seed);
            _runs.Add(run);
            if (_runs.Count > RunsKept)
            {
                _runs[0].Dispose();
                _runs.RemoveAt(0);
            }

            _current = Task.Run(() => RunAsync(run), CancellationToken.None);
            return run;
        }
    }

    /// <summary>A search of this server's life for a plan, or null.</summary>
    public RemedyRun? Find(string planId, int id)
    {
        lock (_gate)
        {
            return _runs.Find(run => run.Status.Id == id && run.Status.PlanId == planId);
        }
    }

    /// <summary>The last search for a plan, or null.</summary>
    public RemedyRun? Last(string planId)
    {
        lock (_gate)
        {
            return _runs.FindLast(run => run.Status.PlanId == planId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task current;
        lock (_gate)
        {
            _runs.ForEach(run => run.Cancel());
            current = _current;
        }

        await current;
        _runs.ForEach(run => run.Dispose());
    }

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
            Log.RemediesFailed(logger, fault, run.Status.Id);
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
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var snapshot = await context.BeginSnapshotAsync(cancel);
        var rows = await context.Elements.AsNoTracking()
            .Where(element => element.PlanId == planId && (element.State == ElementState.Planned || element.State == ElementState.Released))
            .ToListAsync(cancel);
        if (rows.Count == 0)
        {
            return null;
        }

        var plans = await context.PlanHeadersAsync(cancel);
        var own = rows.Select(row => row.LoadId).ToHashSet(StringComparer.Ordinal);
        var loads = await LoadsInForce.LoadsAsync(context, plans, cancel);
        var now = plantTime.GetUtcNow();
        return new PlanningProblem(
            plant,
            [.. rows.Select(row => row.ToElement())],
            PlanSearch.StartAfter(now, TimeSpan.Zero, server.Clock.Speed, plans.First(plan => plan.Id == planId).StartAt),
            PlanIds.After(plans.Select(plan => plan.Id)),
            [.. loads.Where(load => !own.Contains(load.LoadId))],
            now)
        {
            MouldUses = await LoadsInForce.MouldUsesAsync(context, plant, cancel),
            Disturbances = Outages.InForce(await LoadsInForce.OutagesAsync(context, cancel), [], [], now),
        };
    }
}
