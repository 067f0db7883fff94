using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrecastMes.Telemetry;

namespace PrecastMes.Tests.Telemetry;

public sealed class TelemetryWriterTests
{
    private static readonly TelemetryOptions Options = new() { MaxPoints = 10, BatchPoints = 5 };
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.FromHours(8));

    private readonly FakeTimeProvider _time = new();
    private readonly TelemetryQueue _queue = new(Options);
    private readonly FailingTarget _target = new();

    [Fact]
    public async Task A_full_batch_is_written_without_waiting_for_the_interval()
    {
        await RunningAsync(async () =>
        {
            Offer(0, 5);
            await UntilAsync(() => _queue.Counters.Stored == 5);
        });
        Assert.Equal(5, _target.Taken[0].Points.Count);
    }

    [Fact]
    public async Task A_few_points_are_written_when_the_interval_is_over()
    {
        await RunningAsync(async () =>
        {
            Offer(0, 2);
            await UntilAsync(() => _queue.Counters.Stored == 2, advance: TimeSpan.FromMilliseconds(100));
        });
    }

    [Fact]
    public async Task A_stop_writes_what_is_left()
    {
        await RunningAsync(() =>
        {
            Offer(0, 3);
            return Task.CompletedTask;
        });

        Assert.Equal(3, _queue.Counters.Stored);
    }

    [Fact]
    public async Task A_failed_batch_is_written_again_in_its_place_and_the_overflow_as_a_gap()
    {
        _target.Failing = true;
        await RunningAsync(async () =>
        {
            Offer(0, 12);
            await UntilAsync(() => _target.Attempts >= 3, advance: TimeSpan.FromMilliseconds(100));
            _target.Failing = false;
            await UntilAsync(() => _queue.Counters.Stored == 10, advance: TimeSpan.FromMilliseconds(100));
            await UntilAsync(() => _target.Taken.Any(b => b.Gaps.Count > 0), advance: TimeSpan.FromMilliseconds(100));
        });

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (double)i), _target.Taken.SelectMany(b => b.Points).Select(p => p.Value));
        Assert.Equal(2, _target.Taken.SelectMany(b => b.Gaps).Sum(g => g.Count));
        Assert.Equal((12L, 10L, 2L, 0L), (_queue.Counters.Produced, _queue.Counters.Stored, _queue.Counters.Lost, _queue.Counters.Waiting));
    }

    private void Offer(int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            _queue.Offer(new Point("A", Start.AddSeconds(i), i));
        }
    }

    private async Task RunningAsync(Func<Task> test)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var writer = new TelemetryWriter(_queue, _target, Options, _time, NullLogger<TelemetryWriter>.Instance);
        var running = writer.RunAsync(stop.Token);
        try
        {
            await test();
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    private async Task UntilAsync(Func<bool> condition, TimeSpan advance = default)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromSeconds(60), "The condition was not met within 60 s.");
            _time.Advance(advance);
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
