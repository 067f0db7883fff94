namespace PrecastMes.Scheduling.Sequencing;

/// <summary>
/// Total tardiness of a permutation flow shop. What stands before a position keeps its times; what stands behind is computed anew until it
/// costs more than the cheapest position found.
/// </summary>
internal sealed class TardinessRule(FlowShop shop) : InsertionRule
{
    private readonly int[] _dues = shop.Dues ?? throw new ArgumentException("A shop without due dates.", nameof(shop));
    private readonly int[] _heads = new int[(shop.Jobs + 2) * shop.Machines];
    private readonly long[] _late = new long[shop.Jobs + 2];

    public override long Cost(ReadOnlySpan<int> sequence)
    {
        Heads(sequence);
        return _late[sequence.Length];
    }

    public override void Price(ReadOnlySpan<int> sequence, int job, Span<long> costs)
    {
        int machines = shop.Machines;
        Heads(sequence);
        Span<int> done = stackalloc int[machines];
        long cheapest = long.MaxValue;

        // From the end: the last positions compute least and give the rest a mark to stop at.
        for (int position = sequence.Length; position >= 0; position--)
        {
            _heads.AsSpan(position * machines, machines).CopyTo(done);
            long late = _late[position] + Pass(done, job);
            for (int i = position; i < sequence.Length && late <= cheapest; i++)
            {
                late += Pass(done, sequence[i]);
            }

            costs[position] = late;
            cheapest = Math.Min(cheapest, late);
        }
    }

    private int Pass(Span<int> done, int job)
    {
        ReadOnlySpan<int> times = shop.Times.AsSpan(job * done.Length, done.Length);
        int time = 0;
        for (int machine = 0; machine < done.Length; machine++)
        {
            time = Math.Max(time, done[machine]) + times[machine];
            done[machine] = time;
        }

        return Math.Max(0, time - _dues[job]);
    }

    // Row i: completions of what stands before position i, and its tardiness.
    private void Heads(ReadOnlySpan<int> sequence)
    {
        int machines = shop.Machines;
        _heads.AsSpan(0, machines).Clear();
        for (int i = 0; i < sequence.Length; i++)
        {
            Span<int> row = _heads.AsSpan((i + 1) * machines, machines);
            _heads.AsSpan(i * machines, machines).CopyTo(row);
            _late[i + 1] = _late[i] + Pass(row, sequence[i]);
        }
    }
}
