using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A hostile server's notifications: more than a client can hold, out of order, and others than it asked for.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileSubscriptionTests
{
    private const int Megabyte = 1 << 20;

    // A text of 99,000 characters takes 198,000 bytes of memory: a budget of two million has room for ten.
    private static readonly SubscriptionOptions Small = new() { CapacityBytes = 2_000_000 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Large_values_that_nobody_reads_are_held_up_to_their_bytes_and_the_gap_is_marked()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        Subscription subscription = await mirror.SubscribeAsync(Small);

        for (uint number = 1; number <= 100; number++)
        {
            await mirror.Link.PublishAsync(Answers.Published(number, Large(number)));
        }

        // Its answer comes behind them all. Held in full they would be 20 million bytes.
        await mirror.AssertLinkLivesAsync(8 * Megabyte);
        for (int number = 1; number <= 10; number++)
        {
            Assert.StartsWith($"{number}:", (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<string>(), StringComparison.Ordinal);
        }

        Assert.Equal(GapCause.ReaderTooSlow, (await subscription.Notifications.ReadAsync(Token)).Gap?.Cause);

        // The present values are asked for, and the stream goes on.
        await mirror.Link.AnswerAsync(await mirror.Link.NextAsync(Answers.CallRequest), Answers.Called());
        await mirror.Link.PublishAsync(Answers.Published(101, Large(101)));
        Assert.StartsWith("101:", (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Large_messages_behind_one_that_never_comes_are_held_up_to_their_bytes_and_the_gap_is_marked()
    {
        await using Mirror mirror = await Mirror.StartAsync(options => options with { RequestTimeout = TimeSpan.FromMinutes(5) });
        Subscription subscription = await mirror.SubscribeAsync(Small);
        await mirror.Link.PublishAsync(Answers.Published(2, Large(2)));
        uint republish = await mirror.Link.NextAsync(Answers.RepublishRequest);

        for (uint number = 3; number <= 100; number++)
        {
            await mirror.Link.PublishAsync(Answers.Published(number, Large(number)));
        }

        await mirror.AssertLinkLivesAsync(8 * Megabyte);

        // Message 1 is not to be had; nor are those behind 11, which was the last that found room, once 101 shows that they are missing.
        await mirror.Link.AnswerAsync(republish, Answers.Fault(StatusCodes.BadMessageNotAvailable.Code));
        Assert.Equal(GapCause.MessagesLost, (await subscription.Notifications.ReadAsync(Token)).Gap?.Cause);
        await mirror.Link.AnswerAsync(await mirror.Link.NextAsync(Answers.CallRequest), Answers.Called());
        for (int number = 2; number <= 11; number++)
        {
            Assert.StartsWith($"{number}:", (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<string>(), StringComparison.Ordinal);
        }

        await mirror.Link.PublishAsync(Answers.Published(101, Large(101)));
        await mirror.Link.AnswerAsync(await mirror.Link.NextAsync(Answers.RepublishRequest), Answers.Fault(StatusCodes.BadMessageNotAvailable.Code));
        Assert.Equal(GapCause.MessagesLost, (await subscription.Notifications.ReadAsync(Token)).Gap?.Cause);
    }

    [Fact]
    public async Task A_republished_message_with_another_number_than_asked_for_is_none_and_the_gap_is_marked()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        Subscription subscription = await mirror.SubscribeAsync(Small);
        await mirror.Link.PublishAsync(Answers.Published(2, Large(2)));

        await mirror.Link.AnswerAsync(await mirror.Link.NextAsync(Answers.RepublishRequest), Answers.Republished(77, new HandBytes().U8(7).U32(77).Done));

        Assert.Equal(GapCause.MessagesLost, (await subscription.Notifications.ReadAsync(Token)).Gap?.Cause);
        await mirror.Link.AnswerAsync(await mirror.Link.NextAsync(Answers.CallRequest), Answers.Called());
        Assert.StartsWith("2:", (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<string>(), StringComparison.Ordinal);
        await mirror.AssertLinkLivesAsync(4 * Megabyte);
    }

    [Theory]
    [InlineData("5,000 arrays of Variant in each other")]
    [InlineData("an array of two thousand million strings")]
    public async Task A_notification_that_lies_costs_its_message_and_the_link_lives(string lie)
    {
        await using Mirror mirror = await Mirror.StartAsync();
        Subscription subscription = await mirror.SubscribeAsync(Small);

        await mirror.Link.PublishAsync(Answers.Published(1, Attacks.Variants[lie].Variant));
        await mirror.Link.PublishAsync(Answers.Published(1, new HandBytes().U8(7).U32(1).Done));

        Assert.Equal(1u, (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<uint>());
        await mirror.AssertLinkLivesAsync(4 * Megabyte);
    }

    private static byte[] Large(uint number) => new HandBytes().U8(12).Text($"{number}:" + new string('x', 99_000)).Done;
}
