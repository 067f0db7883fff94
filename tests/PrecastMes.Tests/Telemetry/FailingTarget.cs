using PrecastMes.Telemetry;

namespace PrecastMes.Tests.Telemetry;

/// <summary>A target that fails while it is told to, and remembers what it took.</summary>
internal sealed class FailingTarget : ITelemetryTarget
{
    private readonly List<PointBatch> _taken = [];
    private int _attempts;

    internal bool Failing { get; set; }

    internal int Attempts => Volatile.Read(ref _attempts);

    internal IReadOnlyList<PointBatch> Taken
    {
        get
        {
            lock (_taken)
            {
                return [.. _taken];
            }
        }
    }

    public Task WriteAsync(PointBatch batch, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _attempts);
        if (Failing)
        {
            throw new IOException("The disk is full.");
        }

        lock (_taken)
        {
            _taken.Add(batch);
        }

        return Task.CompletedTask;
    }
}
