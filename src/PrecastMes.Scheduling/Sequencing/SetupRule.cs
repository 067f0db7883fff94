namespace PrecastMes.Scheduling.Sequencing;

/// <summary>Makespan of a permutation flow shop whose machines are set up between jobs; priced from heads and tails like <see cref="MakespanRule"/>.</summary>
internal sealed class SetupRule(FlowShop shop) : InsertionRule
{
    private readonly int[][] _setups = shop.Setups ?? throw new ArgumentException("A shop without set-ups.", nameof(shop));
    private readonly int[] _heads = new int[(shop.Jobs + 2) * shop.Machines];
    private readonly int[] _tails = new int[(shop.Jobs + 2) * shop.Machines];

    public override long Cost(ReadOnlySpan<int> sequence)
    {
        Heads(sequence);
        return sequence.IsEmpty ? 0 : _heads[(sequence.Length * shop.Machines) - 1];
    }

    public override void Price(ReadOnlySpan<int> sequence, int job, Span<long> costs)
    {
        int machines = shop.Machines, jobs = shop.Jobs;
        Heads(sequence);
        Tails(sequence);
        ReadOnlySpan<int> times = shop.Times.AsSpan(job * machines, machines);
        for (int position = 0; position <= sequence.Length; position++)
        {
            int time = 0, longest = 0;
            for (int machine = 0; machine < machines; machine++)
            {
                int ready = position == 0
                    ? 0
                    : _heads[((position - 1) * machines) + machine] + _setups[machine][(sequence[position - 1] * jobs) + job];
                time = Math.Max(time, ready) + times[machine];
                int behind = position == sequence.Length
                    ? 0
                    : _setups[machine][(job * jobs) + sequence[position]] + _tails[(position * machines) + machine];
                longest = Math.Max(longest, time + behind);
            }

            costs[position] = longest;
        }
    }

    private void Heads(ReadOnlySpan<int> sequence)
    {
        int machines = shop.Machines, jobs = shop.Jobs;
        for (int i = 0; i < sequence.Length; i++)
        {
            int time = 0;
            for (int machine = 0; machine < machines; machine++)
            {
                int ready = i == 0 ? 0 : _heads[((i - 1) * machines) + machine] + _setups[machine][(sequence[i - 1] * jobs) + sequence[i]];
                time = Math.Max(time, ready) + shop.Times[(sequence[i] * machines) + machine];
                _heads[(i * machines) + machine] = time;
            }
        }
    }

    private void Tails(ReadOnlySpan<int> sequence)
    {
        int machines = shop.Machines, jobs = shop.Jobs;
        for (int i = sequence.Length - 1; i >= 0; i--)
        {
            int time = 0;
            for (int machine = machines - 1; machine >= 0; machine--)
            {
                int behind = i == sequence.Length - 1
                    ? 0
                    : _setups[machine][(sequence[i] * jobs) + sequence[i + 1]] + _tails[((i + 1) * machines) + machine];
                time = Math.Max(time, behind) + shop.Times[(sequence[i] * machines) + machine];
                _tails[(i * machines) + machine] = time;
            }
        }
    }
}
