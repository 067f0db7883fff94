using System.Diagnostics;
using System.Net.Sockets;

namespace PrecastMes.OpcUa.Transport;

/// <summary>
/// Looks for bytes a moment before the thread is given back, on a link whose peer has been answering in less time than two changes of
/// thread take. A link that is not so prompt costs nothing, and one thread of the process at a time waits so.
/// </summary>
internal sealed class BriefWait(Stream stream)
{
    private const int MostPrompt = 8;
    private const int SpinsBetweenLooks = 4;

    private static readonly bool CoresAreMany = Environment.ProcessorCount > 1;

    // 50 µs, about two changes of thread.
    private static readonly long Longest = Stopwatch.Frequency / 20_000;

    // 100 µs, the changes of thread of both sides included.
    private static readonly long Prompt = Stopwatch.Frequency / 10_000;

    private static int _waiting;

    private readonly Socket? _socket = CoresAreMany ? (stream as NetworkStream)?.Socket : null;
    private int _promptness;
    private long _since;

    /// <summary>The last waits were all short.</summary>
    public bool IsPrompt => _promptness == MostPrompt;

    /// <summary>To be called before bytes are waited for.</summary>
    public void Begin()
    {
        if (_socket is null)
        {
            return;
        }

        _since = Stopwatch.GetTimestamp();
        if (_promptness < MostPrompt || Interlocked.Exchange(ref _waiting, 1) != 0)
        {
            return;
        }

        try
        {
            while (_socket.Available == 0 && Stopwatch.GetTimestamp() - _since < Longest)
            {
                Thread.SpinWait(SpinsBetweenLooks);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Closed meanwhile: the read that follows says so, and its caller knows what to do.
        }
        finally
        {
            Volatile.Write(ref _waiting, 0);
        }
    }

    /// <summary>To be called when they have come.</summary>
    public void End()
    {
        if (_socket is not null)
        {
            _promptness = Stopwatch.GetTimestamp() - _since < Prompt ? Math.Min(_promptness + 1, MostPrompt) : 0;
        }
    }
}
