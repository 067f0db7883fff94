using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PrecastMes.OpcUa.Client;

/// <summary>The present state, and its changes for as many observers as want them.</summary>
internal sealed class ConnectionStates(ConnectionState first)
{
    // An observer that sleeps longer misses the oldest changes; the newest always comes.
    private const int Kept = 64;

    private readonly Lock _gate = new();
    private readonly List<Channel<ConnectionState>> _observers = [];
    private ConnectionState _present = first;

    public ConnectionState Present => Volatile.Read(ref _present);

    public void Set(ConnectionState state)
    {
        lock (_gate)
        {
            Volatile.Write(ref _present, state);
            foreach (Channel<ConnectionState> observer in _observers)
            {
                observer.Writer.TryWrite(state);
                if (state.Phase == ConnectionPhase.Closed)
                {
                    observer.Writer.TryComplete();
                }
            }
        }
    }

    public async IAsyncEnumerable<ConnectionState> ObserveAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var observer = Channel.CreateBounded<ConnectionState>(new BoundedChannelOptions(Kept) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_gate)
        {
            observer.Writer.TryWrite(_present);
            if (_present.Phase == ConnectionPhase.Closed)
            {
                observer.Writer.TryComplete();
            }

            _observers.Add(observer);
        }

        try
        {
            await foreach (ConnectionState state in observer.Reader.ReadAllAsync(cancellationToken))
            {
                yield return state;
            }
        }
        finally
        {
            lock (_gate)
            {
                _observers.Remove(observer);
            }
        }
    }
}
