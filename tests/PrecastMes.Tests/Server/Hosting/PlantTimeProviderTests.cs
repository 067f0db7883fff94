using Microsoft.Extensions.Time.Testing;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Tests.Server.Hosting;

public sealed class PlantTimeProviderTests
{
    private static readonly DateTimeOffset PlantStart = new(2026, 3, 2, 6, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset RealStart = new(2026, 11, 22, 21, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _real = new(RealStart);

    [Fact]
    public void Ten_real_seconds_at_480_are_eighty_plant_minutes()
    {
        var plant = At(480);
        _real.Advance(TimeSpan.FromSeconds(10));

        // 10 s × 480 = 4800 s = 80 min
        Assert.Equal(PlantStart.AddMinutes(80), plant.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, plant.GetUtcNow().Offset);
    }

    [Fact]
    public void Two_processes_started_at_different_instants_show_the_same_plant_time()
    {
        var server = At(480);
        _real.Advance(TimeSpan.FromSeconds(7));
        var simulator = At(480);

        Assert.Equal(server.GetUtcNow(), simulator.GetUtcNow());
    }

    [Theory]
    [InlineData(480)]
    [InlineData(0.5)]
    [InlineData(7.3)]
    public void A_plant_instant_goes_to_the_real_one_and_back(double speed)
    {
        var clock = new PlantClock(PlantStart, RealStart, speed);
        var shiftEnd = PlantStart.AddHours(8);

        Assert.Equal(shiftEnd, clock.FromReal(clock.ToReal(shiftEnd)), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void Elapsed_time_is_measured_in_plant_time()
    {
        var plant = At(480);
        var before = plant.GetTimestamp();
        _real.Advance(TimeSpan.FromMilliseconds(125));

        // 0.125 s × 480 = 60 s
        Assert.Equal(TimeSpan.FromMinutes(1), plant.GetElapsedTime(before));
    }

    [Fact]
    public async Task A_delay_of_a_plant_minute_ends_after_an_eighth_of_a_second()
    {
        var plant = At(480);
        var delay = Task.Delay(TimeSpan.FromMinutes(1), plant, TestContext.Current.CancellationToken);

        _real.Advance(TimeSpan.FromMilliseconds(124));
        Assert.False(delay.IsCompleted);
        _real.Advance(TimeSpan.FromMilliseconds(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_timer_never_fires_before_its_plant_time()
    {
        var plant = At(480);
        var due = plant.GetUtcNow().AddSeconds(1);
        DateTimeOffset? fired = null;
        using var timer = plant.CreateTimer(_ => fired = plant.GetUtcNow(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        for (var i = 0; i < 10 && fired is null; i++)
        {
            _real.Advance(TimeSpan.FromMilliseconds(1));
        }

        // 1 s ÷ 480 = 2.08 ms, so the third real millisecond.
        Assert.NotNull(fired);
        Assert.True(fired >= due, $"fired {fired:o}, due {due:o}");
    }

    [Fact]
    public void A_period_does_not_drift()
    {
        var plant = At(480);
        var count = 0;
        using var timer = plant.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));
        for (var i = 0; i < 10_000; i++)
        {
            _real.Advance(TimeSpan.FromMilliseconds(1));
        }

        // 10 s × 480 = 4800 s of 5 s each; rounding each period (10.4 ms) up to 11 ms would give 909.
        Assert.Equal(960, count);
    }

    [Fact]
    public void A_stopped_timer_does_not_fire()
    {
        var plant = At(480);
        var fired = false;
        using var timer = plant.CreateTimer(_ => fired = true, null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _real.Advance(TimeSpan.FromSeconds(5));

        Assert.False(fired);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_clock_that_stands_or_runs_backwards_is_refused(double speed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlantClock(PlantStart, RealStart, speed));

    private PlantTimeProvider At(double speed) => new(new PlantClock(PlantStart, RealStart, speed), _real);
}
