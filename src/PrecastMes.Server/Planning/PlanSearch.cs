using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Planning;

/// <summary>Runs the scheduler beside the program's other work: a search is one long computation on a thread of its own.</summary>
internal static class PlanSearch
{
    /// <summary>
    /// Makes a plan; the budget is real time. Cancelled, it gives the best plan so far, or null when there is none yet.
    /// </summary>
    public static async Task<Plan?> RunAsync(
        PlanningProblem problem, PlanningOptions options, IProgress<PlanningProgress>? progress, CancellationToken cancel)
    {
        try
        {
            return await Task.Factory.StartNew(
                () => new DetailedScheduler(TimeProvider.System).Solve(problem, options, progress, cancel),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>
    /// When a plan that is made now can begin: when planning will be over by the plant's clock, on a full minute, and not before
    /// <paramref name="earliest"/>.
    /// </summary>
    public static DateTimeOffset StartAfter(DateTimeOffset now, TimeSpan budget, double speed, DateTimeOffset earliest)
    {
        var over = now + (budget * speed);
        var minute = new DateTimeOffset(over.UtcTicks - (over.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        return minute > earliest ? minute : earliest;
    }
}
