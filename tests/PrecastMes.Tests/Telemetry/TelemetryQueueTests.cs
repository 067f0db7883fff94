using CsCheck;
using PrecastMes.Telemetry;

namespace PrecastMes.Tests.Telemetry;

public sealed class TelemetryQueueTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 6, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Points_come_out_in_order_in_batches()
    {
        var queue = new TelemetryQueue(new TelemetryOptions { BatchPoints = 2 });
        Offer(queue, "A", 0, 3);

        Assert.Equal([0.0, 1.0], queue.Take().Points.Select(p => p.Value));
        queue.Confirm();
        Assert.Equal([2.0], queue.Take().Points.Select(p => p.Value));
    }

    [Fact]
    public void A_batch_that_is_not_confirmed_is_given_again()
    {
        var queue = new TelemetryQueue(new TelemetryOptions());
        Offer(queue, "A", 0, 1);
        var first = queue.Take();
        Offer(queue, "A", 1, 1);

        Assert.Same(first, queue.Take());
        Assert.Equal(new TelemetryCounters(2, 0, 0, 2, false), queue.Counters);
    }

    [Fact]
    public void Overflow_is_counted_in_a_gap_of_the_series()
    {
        var queue = new TelemetryQueue(new TelemetryOptions { MaxPoints = 4 });
        Offer(queue, "A", 0, 4);
        Offer(queue, "B", 10, 3);

        var gap = Assert.Single(queue.Take().Gaps);
        Assert.Equal(new Gap("B", Start.AddSeconds(10), Start.AddSeconds(12), 3), gap);
        Assert.Equal(new TelemetryCounters(Produced: 7, Stored: 0, Lost: 3, Waiting: 4, Overflowing: true), queue.Counters);
    }

    [Fact]
    public void Once_full_it_refuses_until_half_is_free_again()
    {
        var queue = new TelemetryQueue(new TelemetryOptions { MaxPoints = 4, BatchPoints = 1 });
        Offer(queue, "A", 0, 5);

        TakeOne(queue);
        Assert.False(queue.Offer(Some("A", 5))); // 3 of 4 are waiting
        TakeOne(queue);
        Assert.True(queue.Offer(Some("A", 6))); // 2 of 4 are waiting
        Assert.False(queue.Counters.Overflowing);
    }

    [Fact]
    public void Memory_is_a_limit_of_its_own()
    {
        var point = Some("CH1-C1L1.TempC", 0);
        var queue = new TelemetryQueue(new TelemetryOptions { MaxBytes = 3 * TelemetryQueue.BytesOf(point) });
        Offer(queue, point.Series, 0, 10);

        Assert.Equal((3L, 7L), (queue.Counters.Waiting, queue.Counters.Lost));
    }

    [Fact]
    public void A_batch_on_its_way_still_counts_against_the_limit()
    {
        var queue = new TelemetryQueue(new TelemetryOptions { MaxPoints = 2, BatchPoints = 2 });
        Offer(queue, "A", 0, 2);
        queue.Take();

        Assert.False(queue.Offer(Some("A", 2)));
    }

    [Fact]
    public void No_point_is_ever_unaccounted_for() =>
        Gen.Int[0, 2].Array[1, 200].Sample(steps =>
        {
            var queue = new TelemetryQueue(new TelemetryOptions { MaxPoints = 5, BatchPoints = 3 });
            long offered = 0, written = 0, lost = 0;
            PointBatch? taken = null;
            foreach (var step in steps)
            {
                switch (step)
                {
                    case 0:
                        queue.Offer(Some("A", (int)offered++));
                        break;
                    case 1:
                        taken = queue.Take();
                        break;
                    default:
                        if (taken is not null)
                        {
                            queue.Confirm();
                            written += taken.Points.Count;
                            lost += taken.Gaps.Sum(g => g.Count);
                            taken = null;
                        }

                        break;
                }

                var c = queue.Counters;
                Assert.Equal(offered, c.Stored + c.Lost + c.Waiting);
                Assert.Equal(written, c.Stored);
            }

            while (queue.Counters.Waiting > 0 || lost < queue.Counters.Lost)
            {
                taken = queue.Take();
                queue.Confirm();
                written += taken.Points.Count;
                lost += taken.Gaps.Sum(g => g.Count);
            }

            Assert.Equal(offered, written + lost);
        });

    [Fact]
    public void A_point_without_a_series_is_a_bug_of_the_caller() =>
        Assert.Throws<ArgumentException>(() => new TelemetryQueue(new TelemetryOptions()).Offer(Some("", 0)));

    private static Point Some(string series, int second) => new(series, Start.AddSeconds(second), second);

    private static void Offer(TelemetryQueue queue, string series, int firstSecond, int count)
    {
        for (var i = 0; i < count; i++)
        {
            queue.Offer(Some(series, firstSecond + i));
        }
    }

    private static void TakeOne(TelemetryQueue queue)
    {
        queue.Take();
        queue.Confirm();
    }
}
