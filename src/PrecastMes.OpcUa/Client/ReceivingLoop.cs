using System.Runtime.CompilerServices;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Takes in a channel's chunks, one receiver at a time. The asker of a prepared request goes on upon the thread that decoded his answer,
/// which saves a change of thread. As a rule the next receive has begun by then, so that whatever he does holds up nobody. Where answers
/// come so promptly that waiting for the next one is worth a thread, and nobody else waits for one, he goes first, so that his next
/// request is on its way: meanwhile the receiver's turn is free, for anybody who sends, or for a timer, should he block the thread.
/// </summary>
internal sealed class ReceivingLoop : IThreadPoolWorkItem, IDisposable
{
    private const int IdleTicks = 100;

    private static readonly TimeSpan FreeAtMost = TimeSpan.FromMilliseconds(10);

    private readonly ChunkReader _reader;
    private readonly MessageAssembler _assembler;
    private readonly IReceiver _receiver;
    private readonly CancellationToken _closing;
    private readonly Action _onReceived;
    private readonly ITimer _watch;
    private ConfiguredValueTaskAwaitable<Chunk>.ConfiguredValueTaskAwaiter _next;
    private int _isFree;
    private int _isWatched;
    private int _freedBy;
    private int _turn;
    private int _seenTurn;
    private int _idleTicks;

    public ReceivingLoop(ChunkReader reader, MessageAssembler assembler, IReceiver receiver, TimeProvider time, CancellationToken closing)
    {
        _reader = reader;
        _assembler = assembler;
        _receiver = receiver;
        _closing = closing;
        _onReceived = OnReceived;
        _watch = time.CreateTimer(static state => ((ReceivingLoop)state!).Watch(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Begin() => Receive(null);

    /// <summary>To be called by whoever has sent a request: it has an answer that somebody must receive.</summary>
    public void OnSent()
    {
        if (Volatile.Read(ref _isFree) != 0 && Environment.CurrentManagedThreadId != Volatile.Read(ref _freedBy))
        {
            TakeUpElsewhere();
        }
    }

    void IThreadPoolWorkItem.Execute() => Receive(null);

    public void Dispose() => _watch.Dispose();

    private void Receive(IPreparedRequest? answered)
    {
        try
        {
            while (true)
            {
                if (answered is not null && _reader.IsPrompt && _receiver.NobodyWaits)
                {
                    if (!LetGoFirst(answered))
                    {
                        return;
                    }

                    answered = null;
                }

#pragma warning disable CA2012 // Consumed once: here when it is done already, else by OnReceived.
                _next = _reader.ReadAsync(_assembler.Unfinished, _closing).ConfigureAwait(false).GetAwaiter();
#pragma warning restore CA2012
                if (!_next.IsCompleted)
                {
                    break;
                }

                answered?.Finish(here: false);
                answered = null;
                answered = _receiver.Take(_next.GetResult());
            }

            _next.UnsafeOnCompleted(_onReceived);
        }
        catch (Exception exception)
        {
            _receiver.EndReceiving(exception);
        }

        answered?.Finish(here: true);
    }

    private void OnReceived()
    {
        IPreparedRequest? answered;
        try
        {
            answered = _receiver.Take(_next.GetResult());
        }
        catch (Exception exception)
        {
            _receiver.EndReceiving(exception);
            return;
        }

        Receive(answered);
    }

    /// <summary>False when somebody else receives by the time the asker has given the thread back.</summary>
    private bool LetGoFirst(IPreparedRequest answered)
    {
        _freedBy = Environment.CurrentManagedThreadId;
        _turn++;
        Interlocked.Exchange(ref _isFree, 1);
        if (Volatile.Read(ref _isWatched) == 0 && Interlocked.Exchange(ref _isWatched, 1) == 0)
        {
            _watch.Change(FreeAtMost, Timeout.InfiniteTimeSpan);
        }

        answered.Finish(here: true);
        return TryTakeUp();
    }

    private bool TryTakeUp() => Interlocked.Exchange(ref _isFree, 0) != 0;

    private void TakeUpElsewhere()
    {
        if (TryTakeUp())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <summary>One tick sees the turn free, the next one takes it up. It stops when no turn was free for long.</summary>
    private void Watch()
    {
        int turn = Volatile.Read(ref _turn);
        if (turn != _seenTurn)
        {
            _seenTurn = turn;
            _idleTicks = 0;
        }
        else if (Volatile.Read(ref _isFree) != 0)
        {
            TakeUpElsewhere();
        }
        else if (++_idleTicks > IdleTicks)
        {
            Interlocked.Exchange(ref _isWatched, 0);
            if (Volatile.Read(ref _isFree) == 0 || Interlocked.Exchange(ref _isWatched, 1) != 0)
            {
                // Whoever frees the turn from here on begins the watch again.
                return;
            }
        }

        _watch.Change(FreeAtMost, Timeout.InfiniteTimeSpan);
    }
}
