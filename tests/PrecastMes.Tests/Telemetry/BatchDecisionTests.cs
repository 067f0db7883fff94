using PrecastMes.Telemetry;

namespace PrecastMes.Tests.Telemetry;

public sealed class BatchDecisionTests
{
    private static readonly TelemetryOptions Options = new()
    {
        BatchPoints = 100,
        FlushInterval = TimeSpan.FromSeconds(1),
        FirstBackOff = TimeSpan.FromMilliseconds(500),
        LongestBackOff = TimeSpan.FromSeconds(30),
    };

    private readonly BatchDecision _decision = new(Options);

    [Fact]
    public void A_full_batch_is_written_at_once() =>
        Assert.Equal(new BatchStep(BatchStepKind.Write, TimeSpan.Zero), _decision.Next(100, TimeSpan.Zero));

    [Fact]
    public void A_few_points_wait_for_others_until_the_flush_interval_is_over()
    {
        Assert.Equal(new BatchStep(BatchStepKind.AwaitPoints, TimeSpan.FromSeconds(0.6)), _decision.Next(99, TimeSpan.FromSeconds(0.4)));
        Assert.Equal(BatchStepKind.Write, _decision.Next(99, TimeSpan.FromSeconds(1)).Kind);
    }

    [Fact]
    public void A_failed_target_is_left_alone_even_when_a_batch_is_full()
    {
        _decision.Failed();

        Assert.Equal(new BatchStep(BatchStepKind.BackOff, TimeSpan.FromSeconds(0.5)), _decision.Next(100, TimeSpan.Zero));
    }

    [Fact]
    public void The_wait_doubles_with_each_failure_up_to_the_longest()
    {
        var waits = Enumerable.Range(0, 8).Select(_ =>
        {
            _decision.Failed();
            return _decision.Next(0, TimeSpan.Zero).Wait.TotalSeconds;
        });

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], waits);
    }

    [Fact]
    public void A_target_that_has_failed_for_years_is_still_asked()
    {
        for (var i = 0; i < 100_000; i++)
        {
            _decision.Failed();
        }

        Assert.Equal(BatchStepKind.Write, _decision.Next(1, TimeSpan.FromSeconds(30)).Kind);
    }

    [Fact]
    public void One_success_ends_the_back_off()
    {
        _decision.Failed();
        _decision.Failed();
        _decision.Succeeded();

        Assert.Equal(BatchStepKind.Write, _decision.Next(100, TimeSpan.Zero).Kind);
    }
}
