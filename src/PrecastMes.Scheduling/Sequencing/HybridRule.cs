namespace PrecastMes.Scheduling.Sequencing;

/// <summary>
/// Makespan of a flow shop with several identical machines in a stage. The sequence is the order of the first stage; every later stage
/// takes the jobs as they come. Priced by full evaluation.
/// </summary>
internal sealed class HybridRule(FlowShop shop) : InsertionRule
{
    private readonly int[] _machines = shop.MachinesOfStage ?? throw new ArgumentException("A shop without parallel machines.", nameof(shop));
    private readonly int[] _free = new int[shop.MachinesOfStage!.Max()];
    private readonly int[] _trial = new int[shop.Jobs];

    // Job and the time at which it is there, in one number: sorted by time, then by its place in the order before.
    private readonly long[] _arrivals = new long[shop.Jobs];
    private readonly int[] _order = new int[shop.Jobs];

    public override long Cost(ReadOnlySpan<int> sequence) => Decode(sequence);

    public override void Price(ReadOnlySpan<int> sequence, int job, Span<long> costs)
    {
        Span<int> trial = _trial.AsSpan(0, sequence.Length + 1);
        trial[0] = job;
        sequence.CopyTo(trial[1..]);
        for (int position = 0; position <= sequence.Length; position++)
        {
            costs[position] = Decode(trial);
            if (position < sequence.Length)
            {
                (trial[position], trial[position + 1]) = (trial[position + 1], trial[position]);
            }
        }
    }

    private long Decode(ReadOnlySpan<int> sequence)
    {
        int count = sequence.Length;
        sequence.CopyTo(_order);
        Span<long> arrivals = _arrivals.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            arrivals[i] = i;
        }

        long last = 0;
        for (int stage = 0; stage < shop.Machines; stage++)
        {
            Span<int> free = _free.AsSpan(0, _machines[stage]);
            free.Clear();
            for (int i = 0; i < count; i++)
            {
                int place = (int)(arrivals[i] & 0xFFFF);
                int first = 0;
                for (int machine = 1; machine < free.Length; machine++)
                {
                    if (free[machine] < free[first])
                    {
                        first = machine;
                    }
                }

                long done = Math.Max(arrivals[i] >> 16, free[first]) + shop.Times[(_order[place] * shop.Machines) + stage];
                free[first] = (int)done;
                arrivals[i] = (done << 16) | (uint)place;
                last = Math.Max(last, done);
            }

            if (stage + 1 < shop.Machines)
            {
                Sort(arrivals);
            }
        }

        return last;
    }

    // Jobs leave a stage nearly in the order in which they came.
    private static void Sort(Span<long> values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            long value = values[i];
            int at = i - 1;
            while (at >= 0 && values[at] > value)
            {
                values[at + 1] = values[at];
                at--;
            }

            values[at + 1] = value;
        }
    }
}
