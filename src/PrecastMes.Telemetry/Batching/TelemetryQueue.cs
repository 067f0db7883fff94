namespace PrecastMes.Telemetry;

/// <summary>
/// Where producers leave points; they never wait, and memory stays within limits whatever becomes of the target. The rule when
/// it is full: points that come are refused until half of it is free again, so that what is lost is one piece of time per
/// series, and each refused point is counted in that series' <see cref="Gap"/>, which is written with the next batch.
/// Any number of producers, one consumer.
/// </summary>
public sealed class TelemetryQueue
{
    private readonly Lock _gate = new();
    private readonly TelemetryOptions _options;
    private readonly Queue<Point> _points = new();
    private readonly SortedDictionary<string, Gap> _gaps = new(StringComparer.Ordinal);
    private TaskCompletionSource _batchReady = NewSignal();
    private PointBatch? _taken;
    private long _bytes;
    private long _produced;
    private long _stored;
    private long _lost;
    private bool _overflowing;

    /// <summary>An empty queue with these limits.</summary>
    public TelemetryQueue(TelemetryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.ThrowIfInvalid();
        _options = options;
    }

    /// <summary>What became of the points so far.</summary>
    public TelemetryCounters Counters
    {
        get
        {
            lock (_gate)
            {
                return new TelemetryCounters(_produced, _stored, _lost, Waiting, _overflowing);
            }
        }
    }

    private long Waiting => _points.Count + (_taken?.Points.Count ?? 0);

    /// <summary>Memory of a waiting point, bytes: the queue's own plus its series' name, as if no two shared it.</summary>
    public static long BytesOf(Point point) => 32 + (2L * point.Series.Length);

    /// <summary>Leaves a point; returns at once, and false when it was refused.</summary>
    public bool Offer(Point point)
    {
        if (string.IsNullOrEmpty(point.Series))
        {
            throw new ArgumentException("A point must name its series.", nameof(point));
        }

        lock (_gate)
        {
            _produced++;
            if (IsFullFor(point))
            {
                _lost++;
                _gaps[point.Series] = _gaps.TryGetValue(point.Series, out var gap) ? Widen(gap, point.At) : new Gap(point.Series, point.At, point.At, 1);
                return false;
            }

            _points.Enqueue(point);
            _bytes += BytesOf(point);
            if (_points.Count >= _options.BatchPoints)
            {
                _batchReady.TrySetResult();
            }

            return true;
        }
    }

    internal int Ready
    {
        get
        {
            lock (_gate)
            {
                return _points.Count;
            }
        }
    }

    internal Task BatchReady
    {
        get
        {
            lock (_gate)
            {
                return _batchReady.Task;
            }
        }
    }

    /// <summary>The next batch; it counts as waiting until it is confirmed, and a taken batch is given again until then.</summary>
    internal PointBatch Take()
    {
        lock (_gate)
        {
            if (_taken is { } again)
            {
                return again;
            }

            var points = new List<Point>(Math.Min(_points.Count, _options.BatchPoints));
            while (points.Count < _options.BatchPoints && _points.TryDequeue(out var point))
            {
                points.Add(point);
            }

            var batch = new PointBatch(points, [.. _gaps.Values]);
            _gaps.Clear();
            if (_points.Count < _options.BatchPoints && _batchReady.Task.IsCompleted)
            {
                _batchReady = NewSignal();
            }

            _taken = batch;
            return batch;
        }
    }

    /// <summary>The target has the taken batch.</summary>
    internal void Confirm()
    {
        lock (_gate)
        {
            var batch = _taken ?? throw new InvalidOperationException("No batch is taken. Maybe it was confirmed twice.");
            _stored += batch.Points.Count;
            _bytes -= batch.Points.Sum(BytesOf);
            _taken = null;
        }
    }

    private bool IsFullFor(Point point)
    {
        var full = Waiting >= _options.MaxPoints || _bytes + BytesOf(point) > _options.MaxBytes;
        _overflowing = full || (_overflowing && (Waiting > _options.MaxPoints / 2 || _bytes > _options.MaxBytes / 2));
        return _overflowing;
    }

    private static Gap Widen(Gap gap, DateTimeOffset at) => gap with
    {
        From = at < gap.From ? at : gap.From,
        To = at > gap.To ? at : gap.To,
        Count = gap.Count + 1,
    };

    // Continuations must not run on the producer's thread.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
