using PrecastMes.PlcSim.Machines;

namespace PrecastMes.Tests.PlcSim;

public sealed class WorkTimesTests
{
    private const double Nominal = 1000;

    private static double[] Sample(int seed)
    {
        var config = Floor.Read("jinhai");
        var times = new WorkTimes(seed, config.Work, config.Moves);
        return [.. Enumerable.Range(1, 20_000).Select(seq => times.Work("S06", (uint)seq, Nominal).TotalSeconds / Nominal)];
    }

    [Fact]
    public void Real_work_is_a_little_below_plan_on_average()
    {
        // Log-normal: median × exp(σ²/2) = 0.93 × exp(0.13²/2) = 0.93 × 1.0085 = 0.938; the cuts move it by less than 0.005.
        Assert.Equal(0.938, Sample(1).Average(), 0.008);
    }

    [Fact]
    public void Nine_of_ten_works_stay_below_a_tenth_over_plan()
    {
        // 0.93 × exp(1.2816 × 0.13) = 0.93 × 1.181 = 1.099.
        var sorted = Sample(1).Order().ToArray();
        Assert.Equal(1.099, sorted[sorted.Length * 9 / 10], 0.01);
        Assert.InRange(sorted[0], 0.75, 1.25);
        Assert.InRange(sorted[^1], 0.75, 1.25);
    }

    [Fact]
    public void A_seed_repeats_and_another_differs()
    {
        Assert.Equal(Sample(5), Sample(5));
        Assert.NotEqual(Sample(5), Sample(6));
    }
}
