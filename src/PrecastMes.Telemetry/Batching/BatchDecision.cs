namespace PrecastMes.Telemetry;

/// <summary>
/// Decides when to write, without clock or I/O. While the target is well, points go out in full batches or after the flush
/// interval; a failing target is left alone for longer and longer, and asked again for ever: it is the queue that protects the
/// memory.
/// </summary>
internal sealed class BatchDecision(TelemetryOptions options)
{
    private int _failures;

    /// <summary>Consecutive failed writes.</summary>
    internal int Failures => _failures;

    /// <summary>The next step.</summary>
    /// <param name="ready">Points in the queue.</param>
    /// <param name="sinceLastWrite">Time since the last write ended, well or not.</param>
    internal BatchStep Next(int ready, TimeSpan sinceLastWrite)
    {
        if (_failures > 0)
        {
            return Until(BackOff(), sinceLastWrite, BatchStepKind.BackOff);
        }

        return ready >= options.BatchPoints
            ? new BatchStep(BatchStepKind.Write, TimeSpan.Zero)
            : Until(options.FlushInterval, sinceLastWrite, BatchStepKind.AwaitPoints);
    }

    internal void Succeeded() => _failures = 0;

    internal void Failed() => _failures = _failures == int.MaxValue ? _failures : _failures + 1;

    private TimeSpan BackOff()
    {
        // 2^20 first waits are beyond any longest one; the cap keeps the product within a TimeSpan.
        var wait = options.FirstBackOff * Math.Pow(2, Math.Min(_failures - 1, 20));
        return wait < options.LongestBackOff ? wait : options.LongestBackOff;
    }

    private static BatchStep Until(TimeSpan interval, TimeSpan passed, BatchStepKind wait) =>
        passed >= interval ? new BatchStep(BatchStepKind.Write, TimeSpan.Zero) : new BatchStep(wait, interval - passed);
}
