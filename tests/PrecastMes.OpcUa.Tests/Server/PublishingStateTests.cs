using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>When a subscription speaks (Part 4 §5.14.1.4). One letter a cycle: n notifications wait, r a request waits; the answer is S send, . wait, X expire.</summary>
public sealed class PublishingStateTests
{
    [Theory]
    [InlineData("r r r r r r", "S . . S . .", "the first cycle speaks, then every third keeps alive")]
    [InlineData("r nr nr r r r", "S S S . . S", "a message with notifications begins the count anew")]
    [InlineData("n n nr", ". . S", "without a request nothing can be sent")]
    [InlineData("- - - - - -", ". . . . . X", "six cycles without a request are the lifetime")]
    [InlineData("r - - - - - r - - - - - -", "S . . . . . S . . . . . X", "a request that waits begins the lifetime anew")]
    public void It_speaks_in_time(string cycles, string expected, string why)
    {
        var state = new PublishingState();
        var seen = new List<char>();
        foreach (string cycle in cycles.Split(' '))
        {
            PublishingStep step = state.OnInterval(6, 3, cycle.Contains('n', StringComparison.Ordinal), cycle.Contains('r', StringComparison.Ordinal));
            if (step == PublishingStep.Send)
            {
                state.OnSent(moreNotifications: false);
            }

            seen.Add(step switch { PublishingStep.Send => 'S', PublishingStep.Expire => 'X', _ => '.' });
        }

        Assert.True(expected == string.Join(' ', seen), $"{why}: {string.Join(' ', seen)}");
    }

    [Fact]
    public void What_found_no_request_is_late_until_it_is_sent()
    {
        var state = new PublishingState();
        state.OnInterval(100, 3, hasNotifications: false, hasRequest: false);
        Assert.True(state.IsLate);

        state.OnSent(moreNotifications: true);
        Assert.True(state.IsLate);

        state.OnSent(moreNotifications: false);
        Assert.False(state.IsLate);
    }

    [Fact]
    public void A_service_call_about_the_subscription_shows_that_its_client_lives()
    {
        var state = new PublishingState();
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(PublishingStep.Wait, state.OnInterval(3, 1, false, false));
            Assert.Equal(PublishingStep.Wait, state.OnInterval(3, 1, false, false));
            state.OnServiceCall();
        }
    }
}
