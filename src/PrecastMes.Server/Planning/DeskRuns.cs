namespace PrecastMes.Server.Planning;

/// <summary>The runs of a desk: at most one goes on, the last ones are remembered.</summary>
/// <param name="kept">How many are remembered.</param>
/// <param name="work">Does a run to its end; faults are its result and don't leave it.</param>
internal sealed class DeskRuns<TRun>(int kept, Func<TRun, Task> work) : IAsyncDisposable
    where TRun : class, IDeskRun
{
    private readonly Lock _gate = new();
    private readonly List<TRun> _runs = [];
    private Task _current = Task.CompletedTask;
    private int _lastId;

    /// <summary>Starts a run, made with the number that it gets; null while another one goes on.</summary>
    public TRun? TryStart(Func<int, TRun> make)
    {
        lock (_gate)
        {
            if (!_current.IsCompleted)
            {
                return null;
            }

            var run = make(++_lastId);
            _runs.Add(run);
            if (_runs.Count > kept)
            {
                _runs[0].Dispose();
                _runs.RemoveAt(0);
            }

            _current = Task.Run(() => work(run), CancellationToken.None);
            return run;
        }
    }

    /// <summary>The last remembered run that matches, or null.</summary>
    public TRun? FindLast(Predicate<TRun> match)
    {
        lock (_gate)
        {
            return _runs.FindLast(match);
        }
    }

    /// <summary>Cancels what goes on and waits for its end.</summary>
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
}
