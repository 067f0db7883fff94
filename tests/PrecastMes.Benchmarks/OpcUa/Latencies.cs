using System.Diagnostics;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>How long each call took; room for all of them is taken before the first.</summary>
internal sealed class Latencies(int capacity = 1 << 20)
{
    private readonly long[] _ticks = new long[capacity];
    private int _count;

    public int Count => _count;

    public void Clear() => _count = 0;

    public void Add(long ticks)
    {
        if (_count < _ticks.Length)
        {
            _ticks[_count++] = ticks;
        }
    }

    /// <summary>Milliseconds of the call below which this part of all calls lies.</summary>
    public double At(double part)
    {
        if (_count == 0)
        {
            return double.NaN;
        }

        Array.Sort(_ticks, 0, _count);
        return _ticks[Math.Min((int)(part * _count), _count - 1)] * 1000.0 / Stopwatch.Frequency;
    }

    public double[] Milliseconds() => [.. _ticks.AsSpan(0, _count).ToArray().Select(ticks => ticks * 1000.0 / Stopwatch.Frequency)];
}
