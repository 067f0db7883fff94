using System.Globalization;
using Quartz;

namespace PrecastMes.Server.Jobs;

/// <summary>
/// Closes shifts at their ends. A calendar with days off and moved working days is no cron expression, so each run leaves a
/// trigger for the next end; the run at the server's start makes up what was missed and begins the chain again.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class ShiftCloseJob(ShiftCloser closer, TimeProvider plantTime, ILogger<ShiftCloseJob> logger) : IJob
{
    /// <summary>The job and the group of its triggers.</summary>
    internal const string Name = "shift-close";

    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        DateTimeOffset next;
        try
        {
            next = await closer.CloseDueAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever went wrong, the chain of triggers must not end here: the close is tried again.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            next = plantTime.GetUtcNow() + Retry;
            logger.ShiftCloseFailed(failure, next);
        }

        // The instant is the trigger's name: a run that is repeated finds the next one's trigger instead of adding another.
        var key = new TriggerKey(next.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), Name);
        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(context.JobDetail.Key).StartAt(next).Build();
        try
        {
            await context.Scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, cancellationToken);
        }
        catch (SchedulerException) when (context.Scheduler.Status is SchedulerStatus.ShuttingDown or SchedulerStatus.Shutdown)
        {
            // The server stops while its first run is under way; the next start begins the chain again.
        }
    }
}
