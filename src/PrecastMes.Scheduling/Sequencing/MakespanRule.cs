using System.Numerics;
using System.Runtime.InteropServices;

namespace PrecastMes.Scheduling.Sequencing;

/// <summary>
/// Makespan of a permutation flow shop. All positions for one more job are priced at once from the heads of the jobs before and the
/// tails of the jobs behind (Taillard's acceleration), position by position in the lanes of a vector.
/// </summary>
internal sealed class MakespanRule : InsertionRule
{
    private readonly FlowShop _shop;
    private readonly int _width;

    // Machine by machine, position by position: completion of the job at a position, and the time from its start to the end of all.
    private readonly int[] _heads;
    private readonly int[] _tails;
    private readonly int[] _reach;
    private readonly int[] _span;

    public MakespanRule(FlowShop shop)
    {
        _shop = shop;
        _width = shop.Jobs + 1 + Vector<int>.Count;
        _heads = new int[_width * shop.Machines];
        _tails = new int[_width * shop.Machines];
        _reach = new int[_width];
        _span = new int[_width];
    }

    public override long Cost(ReadOnlySpan<int> sequence)
    {
        Span<int> done = stackalloc int[_shop.Machines];
        done.Clear();
        foreach (int job in sequence)
        {
            int time = 0;
            for (int machine = 0; machine < done.Length; machine++)
            {
                time = Math.Max(time, done[machine]) + _shop.Times[(job * done.Length) + machine];
                done[machine] = time;
            }
        }

        return done[^1];
    }

    public override void Price(ReadOnlySpan<int> sequence, int job, Span<long> costs)
    {
        int count = sequence.Length, machines = _shop.Machines;
        Heads(sequence);
        Tails(sequence);
        ReadOnlySpan<int> times = _shop.Times.AsSpan(job * machines, machines);
        Span<Vector<int>> reach = MemoryMarshal.Cast<int, Vector<int>>(_reach.AsSpan(0, _width / Vector<int>.Count * Vector<int>.Count));
        Span<Vector<int>> span = MemoryMarshal.Cast<int, Vector<int>>(_span.AsSpan(0, _width / Vector<int>.Count * Vector<int>.Count));
        int blocks = (count / Vector<int>.Count) + 1;
        reach[..blocks].Clear();
        span[..blocks].Clear();
        for (int machine = 0; machine < machines; machine++)
        {
            var time = new Vector<int>(times[machine]);
            ReadOnlySpan<int> heads = _heads.AsSpan(machine * _width, _width);
            ReadOnlySpan<int> tails = _tails.AsSpan(machine * _width, _width);
            for (int block = 0; block < blocks; block++)
            {
                int at = block * Vector<int>.Count;
                Vector<int> done = Vector.Max(reach[block], new Vector<int>(heads[at..])) + time;
                reach[block] = done;
                span[block] = Vector.Max(span[block], done + new Vector<int>(tails[at..]));
            }
        }

        for (int position = 0; position <= count; position++)
        {
            costs[position] = _span[position];
        }
    }

    // At [machine][position]: when the job before the position leaves the machine.
    private void Heads(ReadOnlySpan<int> sequence)
    {
        int machines = _shop.Machines;
        for (int machine = 0; machine < machines; machine++)
        {
            _heads[machine * _width] = 0;
        }

        for (int i = 0; i < sequence.Length; i++)
        {
            ReadOnlySpan<int> times = _shop.Times.AsSpan(sequence[i] * machines, machines);
            int time = 0;
            for (int machine = 0, at = i; machine < times.Length; machine++, at += _width)
            {
                time = Math.Max(time, _heads[at]) + times[machine];
                _heads[at + 1] = time;
            }
        }
    }

    // At [machine][position]: from the start of the job at the position on the machine to the end of all.
    private void Tails(ReadOnlySpan<int> sequence)
    {
        int machines = _shop.Machines;
        for (int machine = 0; machine < machines; machine++)
        {
            _tails[(machine * _width) + sequence.Length] = 0;
        }

        for (int i = sequence.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<int> times = _shop.Times.AsSpan(sequence[i] * machines, machines);
            int time = 0;
            for (int machine = machines - 1, at = (machine * _width) + i; machine >= 0; machine--, at -= _width)
            {
                time = Math.Max(time, _tails[at + 1]) + times[machine];
                _tails[at] = time;
            }
        }
    }
}
