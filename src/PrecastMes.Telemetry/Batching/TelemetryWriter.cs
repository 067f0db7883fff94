using Microsoft.Extensions.Logging;

namespace PrecastMes.Telemetry;

/// <summary>Carries points from the queue to the target.</summary>
/// <param name="queue">Where the producers leave them.</param>
/// <param name="target">Where they go.</param>
/// <param name="options">The limits that the queue has, too.</param>
/// <param name="time">Real time: a target's disk does not run faster when the plant's clock does.</param>
/// <param name="logger">Losses and failures are told here.</param>
public sealed class TelemetryWriter(
    TelemetryQueue queue, ITelemetryTarget target, TelemetryOptions options, TimeProvider time, ILogger<TelemetryWriter> logger)
{
    private readonly BatchDecision _decision = new(options);

    /// <summary>
    /// Writes until cancelled, then writes what is left once. Points that the target does not take then are lost with the
    /// process; at most those of a flush interval while the target is well.
    /// </summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var lastWrite = time.GetTimestamp();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var step = _decision.Next(queue.Ready, time.GetElapsedTime(lastWrite));
                switch (step.Kind)
                {
                    case BatchStepKind.Write:
                        await WriteAsync(cancellationToken);
                        lastWrite = time.GetTimestamp();
                        break;
                    case BatchStepKind.AwaitPoints:
                        await AwaitAsync(queue.BatchReady, step.Wait, cancellationToken);
                        break;
                    default:
                        await Task.Delay(step.Wait, time, cancellationToken);
                        break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await WriteRestAsync();
        }
    }

    private async Task AwaitAsync(Task full, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(full, Task.Delay(wait, time, stop.Token));
        await stop.CancelAsync();
    }

    private async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        var batch = queue.Take();
        try
        {
            if (!batch.IsEmpty)
            {
                await target.WriteAsync(batch, cancellationToken);
            }
        }
#pragma warning disable CA1031 // Whatever the target's trouble is, the line goes on and the batch is tried again.
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (_decision.Failures == 0)
            {
                logger.TargetFailed(failure, batch.Points.Count);
            }

            _decision.Failed();
            return false;
        }

        if (_decision.Failures > 0)
        {
            logger.TargetRecovered(_decision.Failures);
        }

        queue.Confirm();
        _decision.Succeeded();
        foreach (var gap in batch.Gaps)
        {
            logger.PointsLost(gap.Count, gap.Series, gap.From, gap.To);
        }

        return true;
    }

    private async Task WriteRestAsync()
    {
        while (queue.Counters.Waiting > 0)
        {
            if (!await WriteAsync(CancellationToken.None))
            {
                logger.PointsLeft(queue.Counters.Waiting);
                return;
            }
        }
    }
}
