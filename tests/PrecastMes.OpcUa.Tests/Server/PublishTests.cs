using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Tests.Hostile;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Publish as a client sees it on the wire (Part 4 §5.14.5 and §7.26).</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task A_keep_alive_carries_the_next_number_and_does_not_use_it_up()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        (RequestHeader header, uint subscription) = await SubscribeAsync(connection);

        PublishResponse first = await PublishAsync(connection, header, null);
        PublishResponse second = await PublishAsync(connection, header, null);
        await WatchAsync(connection, header, subscription, server.Counter.NodeId);
        PublishResponse change = await PublishAsync(connection, header, null);
        PublishResponse after = await PublishAsync(connection, header, change);

        Assert.Equal([1u, 1u, 1u, 2u], new[] { first, second, change, after }.Select(response => response.NotificationMessage.SequenceNumber));
        Assert.Equal([0, 0, 1, 0], new[] { first, second, change, after }.Select(response => response.NotificationMessage.NotificationData?.Length ?? 0));
        Assert.Equal([1u], change.AvailableSequenceNumbers!);
        Assert.Equal([StatusCodes.Good], after.Results!);
        Assert.Empty(after.AvailableSequenceNumbers ?? []);
    }

    [Fact]
    public async Task A_message_that_was_not_acknowledged_is_sent_again_on_request()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        (RequestHeader header, uint subscription) = await SubscribeAsync(connection);
        await WatchAsync(connection, header, subscription, server.Counter.NodeId);
        PublishResponse change = await PublishAsync(connection, header, null);

        var again = new RepublishRequest { RequestHeader = header, SubscriptionId = subscription, RetransmitSequenceNumber = 1 };
        RepublishResponse repeated = await AskAsync(connection, again, RepublishResponse.Decode);
        await PublishAsync(connection, header, change);
        await connection.SendAsync(connection.Message(again));

        Assert.Equal(1u, repeated.NotificationMessage.SequenceNumber);
        Assert.Equal(change.NotificationMessage.NotificationData, repeated.NotificationMessage.NotificationData);
        Assert.Equal(StatusCodes.BadMessageNotAvailable, RawConnection.Result(await connection.ReceiveAsync()));
    }

    private static async Task<(RequestHeader Header, uint Subscription)> SubscribeAsync(RawConnection connection)
    {
        CreateSessionResponse session = await AskAsync(connection, new CreateSessionRequest(), CreateSessionResponse.Decode);
        var header = new RequestHeader { AuthenticationToken = session.AuthenticationToken };
        await AskAsync(connection, new ActivateSessionRequest { RequestHeader = header }, ActivateSessionResponse.Decode);
        var create = new CreateSubscriptionRequest
        {
            RequestHeader = header,
            RequestedPublishingInterval = 10,
            RequestedMaxKeepAliveCount = 1,
            RequestedLifetimeCount = 10_000,
            PublishingEnabled = true,
        };
        CreateSubscriptionResponse created = await AskAsync(connection, create, CreateSubscriptionResponse.Decode);
        return (header, created.SubscriptionId);
    }

    private static async Task WatchAsync(RawConnection connection, RequestHeader header, uint subscription, NodeId node)
    {
        var request = new CreateMonitoredItemsRequest
        {
            RequestHeader = header,
            SubscriptionId = subscription,
            TimestampsToReturn = TimestampsToReturn.Neither,
            ItemsToCreate =
            [
                new MonitoredItemCreateRequest
                {
                    ItemToMonitor = new ReadValueId { NodeId = node, AttributeId = AttributeIds.Value },
                    MonitoringMode = MonitoringMode.Reporting,
                    RequestedParameters = new MonitoringParameters { ClientHandle = 1, QueueSize = 1 },
                },
            ],
        };
        CreateMonitoredItemsResponse created = await AskAsync(connection, request, CreateMonitoredItemsResponse.Decode);
        Assert.Equal(StatusCodes.Good, Assert.Single(created.Results!).StatusCode);
    }

    private static Task<PublishResponse> PublishAsync(RawConnection connection, RequestHeader header, PublishResponse? acknowledged) => AskAsync(
        connection,
        new PublishRequest
        {
            RequestHeader = header,
            SubscriptionAcknowledgements = acknowledged is null
                ? null
                : [new SubscriptionAcknowledgement { SubscriptionId = acknowledged.SubscriptionId, SequenceNumber = acknowledged.NotificationMessage.SequenceNumber }],
        },
        PublishResponse.Decode);

    private static async Task<T> AskAsync<T>(RawConnection connection, IStructure request, Encoding.Wire.Reader<T> decode)
    {
        await connection.SendAsync(connection.Message(request));
        byte[] answer = await connection.ReceiveAsync();
        Assert.Equal(StatusCodes.Good, RawConnection.Result(answer));
        var decoder = new BinaryDecoder(answer.AsSpan(24));
        decoder.ReadNodeId();
        return decode(ref decoder);
    }
}
