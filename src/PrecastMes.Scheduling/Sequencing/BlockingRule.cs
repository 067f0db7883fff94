namespace PrecastMes.Scheduling.Sequencing;

/// <summary>
/// Makespan of a flow shop without places between the machines: a job stays on its machine until the next one is free. Departures take
/// the part of completions; a position is priced from the departures before it and the longest paths behind it.
/// </summary>
internal sealed class BlockingRule(FlowShop shop) : InsertionRule
{
    // A row for each position: departures from machine 0 (the entrance) to the last, then paths from there to the end of all.
    private readonly int[] _departures = new int[(shop.Jobs + 2) * (shop.Machines + 1)];
    private readonly int[] _paths = new int[(shop.Jobs + 2) * (shop.Machines + 1)];

    public override long Cost(ReadOnlySpan<int> sequence)
    {
        Departures(sequence);
        return _departures[(sequence.Length * (shop.Machines + 1)) + shop.Machines];
    }

    public override void Price(ReadOnlySpan<int> sequence, int job, Span<long> costs)
    {
        int machines = shop.Machines, width = machines + 1;
        Departures(sequence);
        Paths(sequence);
        ReadOnlySpan<int> times = shop.Times.AsSpan(job * machines, machines);
        for (int position = 0; position <= sequence.Length; position++)
        {
            ReadOnlySpan<int> before = _departures.AsSpan(position * width, width);
            ReadOnlySpan<int> behind = _paths.AsSpan(position * width, width);
            int time = before[1];
            int longest = 0;
            for (int machine = 1; machine < machines; machine++)
            {
                time = Math.Max(time + times[machine - 1], before[machine + 1]);
                longest = Math.Max(longest, time + behind[machine - 1]);
            }

            time += times[machines - 1];
            costs[position] = Math.Max(longest, time + behind[machines - 1]);
        }
    }

    // Row i + 1, column k: when the job at i leaves machine k (from 1); column 0: when it enters machine 1.
    private void Departures(ReadOnlySpan<int> sequence)
    {
        int machines = shop.Machines, width = machines + 1;
        _departures.AsSpan(0, width).Clear();
        for (int i = 0; i < sequence.Length; i++)
        {
            ReadOnlySpan<int> times = shop.Times.AsSpan(sequence[i] * machines, machines);
            ReadOnlySpan<int> before = _departures.AsSpan(i * width, width);
            Span<int> row = _departures.AsSpan((i + 1) * width, width);
            int time = row[0] = before[1];
            for (int machine = 1; machine < machines; machine++)
            {
                time = row[machine] = Math.Max(time + times[machine - 1], before[machine + 1]);
            }

            row[machines] = time + times[machines - 1];
        }
    }

    // Row i, column k: the longest path from that departure of the job at i to the last departure of all.
    private void Paths(ReadOnlySpan<int> sequence)
    {
        int machines = shop.Machines, width = machines + 1;
        _paths.AsSpan(sequence.Length * width, width).Clear();
        for (int i = sequence.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<int> times = shop.Times.AsSpan(sequence[i] * machines, machines);
            ReadOnlySpan<int> behind = _paths.AsSpan((i + 1) * width, width);
            Span<int> row = _paths.AsSpan(i * width, width);
            int path = row[machines] = behind[machines - 1];
            for (int machine = machines - 1; machine >= 0; machine--)
            {
                path += times[machine];
                path = row[machine] = machine == 0 ? path : Math.Max(path, behind[machine - 1]);
            }
        }
    }
}
