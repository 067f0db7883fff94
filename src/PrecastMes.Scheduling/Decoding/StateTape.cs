using System.Runtime.InteropServices;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>
/// State of a simulation at an instant. One method of each part passes its fields in one order, so that what is written is what is
/// read: a tape made for writing takes them over, one made of a written state gives them back.
/// </summary>
internal sealed class StateTape
{
    private readonly bool _reads;
    private int[] _state;
    private int _at;

    /// <summary>A tape to write on.</summary>
    public StateTape() => _state = new int[1024];

    /// <summary>A tape to read.</summary>
    public StateTape(int[] state) => (_reads, _state) = (true, state);

    /// <summary>What was written; the tape is empty again.</summary>
    public int[] Taken()
    {
        var written = _state[.._at];
        _at = 0;
        return written;
    }

    public void Pass(ref int value) => Pass(MemoryMarshal.CreateSpan(ref value, 1));

    public void Pass(ref bool value)
    {
        var number = value ? 1 : 0;
        Pass(ref number);
        value = number != 0;
    }

    public void Pass(Span<long> values) => Pass(MemoryMarshal.Cast<long, int>(values));

    public void Pass(Span<bool> values)
    {
        foreach (ref var value in values)
        {
            Pass(ref value);
        }
    }

    public void Pass(Span<int> values)
    {
        if (_reads)
        {
            _state.AsSpan(_at, values.Length).CopyTo(values);
        }
        else
        {
            if (_at + values.Length > _state.Length)
            {
                Array.Resize(ref _state, Math.Max(_at + values.Length, _state.Length * 2));
            }

            values.CopyTo(_state.AsSpan(_at));
        }

        _at += values.Length;
    }

    /// <summary>Passes a list: its count and that many entries of an array, which is made larger when it has to be.</summary>
    public void Pass(ref int[] values, ref int count)
    {
        Pass(ref count);
        if (values.Length < count)
        {
            Array.Resize(ref values, count * 2);
        }

        Pass(values.AsSpan(0, count));
    }
}
