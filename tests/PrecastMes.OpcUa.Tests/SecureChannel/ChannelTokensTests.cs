using PrecastMes.OpcUa.SecureChannel;

namespace PrecastMes.OpcUa.Tests.SecureChannel;

public sealed class ChannelTokensTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly ManualTime _time = new();

    [Fact]
    public void The_server_goes_on_with_the_old_token_until_it_has_seen_the_new_one()
    {
        var tokens = new ChannelTokens(_time, isClient: false);
        tokens.Add(7, 1, Lifetime, null);
        tokens.Add(7, 2, Lifetime, null);

        Assert.Equal(1u, tokens.Sending.Id);
        tokens.Confirm(tokens.Find(1)!);
        Assert.Equal(1u, tokens.Sending.Id);
        tokens.Confirm(tokens.Find(2)!);
        Assert.Equal(2u, tokens.Sending.Id);
        Assert.Null(tokens.Find(1));
    }

    [Fact]
    public void The_client_sends_under_the_new_token_at_once_and_takes_answers_under_the_old_one()
    {
        var tokens = new ChannelTokens(_time, isClient: true);
        tokens.Add(7, 1, Lifetime, null);
        tokens.Add(7, 2, Lifetime, null);

        Assert.Equal(2u, tokens.Sending.Id);
        Assert.NotNull(tokens.Find(1));
    }

    [Fact]
    public void The_client_takes_an_answer_under_the_old_token_after_one_under_the_new()
    {
        var tokens = new ChannelTokens(_time, isClient: true);
        tokens.Add(7, 1, Lifetime, null);
        tokens.Add(7, 2, Lifetime, null);

        tokens.Confirm(tokens.Find(2)!);

        Assert.NotNull(tokens.Find(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_token_serves_a_quarter_of_its_lifetime_and_five_seconds_longer_and_then_no_more(bool isClient)
    {
        var tokens = new ChannelTokens(_time, isClient);
        tokens.Add(7, 1, Lifetime, null);
        _time.Advance((Lifetime * 1.25) + TimeSpan.FromSeconds(5));
        Assert.NotNull(tokens.Find(1));

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(tokens.Find(1));
    }

    [Fact]
    public void A_client_holds_no_more_than_eight_tokens()
    {
        var tokens = new ChannelTokens(_time, isClient: true);
        for (uint id = 1; id <= 100; id++)
        {
            tokens.Add(7, id, Lifetime, null);
        }

        Assert.Equal([93u, 94u, 95u, 96u, 97u, 98u, 99u, 100u], Enumerable.Range(1, 100).Select(id => (uint)id).Where(id => tokens.Find(id) is not null));
    }

    [Fact]
    public void A_client_that_renews_twice_in_silence_still_takes_answers_under_the_first_token()
    {
        var tokens = new ChannelTokens(_time, isClient: true);
        tokens.Add(7, 1, Lifetime, null);
        tokens.Add(7, 2, Lifetime, null);
        tokens.Add(7, 3, Lifetime, null);

        Assert.NotNull(tokens.Find(1));
    }

    [Fact]
    public void Renewals_without_end_keep_no_more_than_three_tokens()
    {
        var tokens = new ChannelTokens(_time, isClient: false);
        for (uint id = 1; id <= 100; id++)
        {
            tokens.Add(7, id, Lifetime, null);
        }

        Assert.Equal([1u, 99u, 100u], Enumerable.Range(1, 100).Select(id => (uint)id).Where(id => tokens.Find(id) is not null));
    }
}
