namespace PrecastMes.OpcUa.Server;

/// <summary>Reads the items of a subscription that nobody tells of changes, as far as they are due.</summary>
/// <param name="gate">The subscription's lock, under which its items are sampled.</param>
/// <param name="items">The items.</param>
internal sealed class Polling(Lock gate, PolledItems items)
{
    private DataMonitoredItem[]? _batch;
    private DataValue[]? _values;
    private int _isRunning;

    /// <summary>The timer calls again while a pass still reads what takes long; that one does it for both.</summary>
    /// <param name="tolerance">So much before its time, in ticks of the interval clock, an item is due already.</param>
    public void Run(long tolerance)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
        {
            return;
        }

        try
        {
            Pass(tolerance);
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    private void Pass(long tolerance)
    {
        int left;
        lock (gate)
        {
            left = items.BeginPass(tolerance);
        }

        while (left > 0)
        {
            _batch ??= new DataMonitoredItem[PolledItems.BatchSize];
            _values ??= new DataValue[PolledItems.BatchSize];
            int count;
            lock (gate)
            {
                count = items.TakeDue(_batch, tolerance, ref left);
            }

            // Without the lock, since foreign code may work the values out.
            for (int i = 0; i < count; i++)
            {
                _values[i] = _batch[i].Read();
            }

            lock (gate)
            {
                for (int i = 0; i < count; i++)
                {
                    _batch[i].Sample(_values[i]);
                }
            }

            Array.Clear(_batch);
            Array.Clear(_values);
        }
    }
}
