using PrecastMes.OpcUa.Tests.Hostile;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Publish requests that arrive while their subscription goes to another session (Part 4 §5.14.7).</summary>
public sealed class TransferRaceTests
{
    private const int Transfers = 1_000;

    private readonly PublishingClock _clock = new();

    [Fact]
    public async Task One_publish_brings_the_farewell_and_none_waits_for_what_is_gone()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options);
        using WireSession one = await WireSession.OpenAsync(server, "operator");
        using WireSession other = await WireSession.OpenAsync(server, "operator");
        uint id = (await one.SubscribeAsync()).SubscriptionId;
        (WireSession old, WireSession young) = (one, other);
        for (int i = 0; i < Transfers; i++)
        {
            Task<byte[]> transferred = young.SendAsync(new TransferSubscriptionsRequest { SubscriptionIds = [id] });
            Task<byte[]>[] publishes = [old.SendAsync(new PublishRequest()), old.SendAsync(new PublishRequest())];
            byte[][] answers = await Task.WhenAll(publishes);

            Assert.Equal(StatusCodes.Good, RawConnection.Result(await transferred));
            byte[] farewell = Assert.Single(answers, answer => RawConnection.Result(answer).IsGood);
            Assert.Single(answers, answer => RawConnection.Result(answer) == StatusCodes.BadNoSubscription);
            Assert.Equal(StatusCodes.GoodSubscriptionTransferred, WireSession.Decode(farewell, PublishResponse.Decode).StatusChange());
            (old, young) = (young, old);
        }
    }
}
