using System.Buffers.Binary;
using Microsoft.Extensions.Time.Testing;
using PrecastMes.OpcUa.Tests.Hostile;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Where the plant's time is accelerated, the protocol's is not: a client would take the server's clock for wrong.</summary>
public sealed class ProtocolTimeTests
{
    private static readonly DateTimeOffset InThePlant = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);
    private static readonly DateTimeOffset OutThere = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly FakeTimeProvider _real = new(OutThere);

    [Fact]
    public async Task Tokens_and_headers_have_the_real_time()
    {
        await using PlantServer server = await StartAsync();
        using RawConnection connection = await RawConnection.ConnectAsync(server);
        await connection.SendAsync(RawConnection.Hello());
        Assert.Equal("ACKF", RawLink.Kind(await connection.ReceiveAsync()));
        await connection.SendAsync(connection.Open(0));

        byte[] opened = await connection.ReceiveAsync();

        // Behind the header: channel id, the policy's URI, no certificates, sequence number, request id; then the type in four bytes.
        int header = 8 + 4 + 4 + RawConnection.NoSecurity.Length + 4 + 4 + 4 + 4 + 4;
        Assert.Equal(OutThere, TimeAt(opened, header));

        // Behind the header of the response: version, channel id, token id.
        Assert.Equal(OutThere, TimeAt(opened, header + 24 + 12));
    }

    [Fact]
    public async Task Responses_faults_and_messages_have_the_real_time_and_values_that_of_the_plant()
    {
        await using PlantServer server = await StartAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        var read = new ReadRequest
        {
            TimestampsToReturn = TimestampsToReturn.Both,
            NodesToRead =
            [
                new ReadValueId { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value },
                new ReadValueId { NodeId = VariableIds.Server_ServerStatus_CurrentTime, AttributeId = AttributeIds.Value },
            ],
        };
        server.Counter.Value = 8u;

        ReadResponse response = await session.AskAsync(read, ReadResponse.Decode);
        byte[] fault = await session.SendAsync(new BrowseRequest());
        CallResponse call = await session.AskAsync(new CallRequest { MethodsToCall = [WireSession.Call(server.Line, server.Id("Line.Add"), 1, 2)] }, CallResponse.Decode);
        uint subscription = (await session.SubscribeAsync(interval: 100)).SubscriptionId;
        await session.WatchAsync(subscription, server.Counter.NodeId);
        Task<PublishResponse> publishing = await session.PostPublishAsync();

        // Known to be waiting once a request behind it was answered.
        await session.AskAsync(read, ReadResponse.Decode);
        _real.Advance(TimeSpan.FromMilliseconds(100));
        PublishResponse published = await publishing;

        Assert.Equal(OutThere.UtcDateTime, response.ResponseHeader.Timestamp);
        Assert.Equal(InThePlant.UtcDateTime, response.Results![0].SourceTimestamp);
        Assert.Equal(OutThere.UtcDateTime, response.Results[1].Value.Get<DateTime>());
        Assert.Equal(InThePlant.UtcDateTime, response.Results[1].SourceTimestamp);
        Assert.Equal(StatusCodes.BadNothingToDo, RawConnection.Result(fault));
        Assert.Equal(OutThere, TimeAt(fault, 28));
        Assert.Equal(OutThere.UtcDateTime, call.ResponseHeader.Timestamp);
        DateTime now = OutThere.AddMilliseconds(100).UtcDateTime;
        Assert.Equal(now, published.ResponseHeader.Timestamp);
        Assert.Equal(now, published.NotificationMessage.PublishTime);
        Assert.Equal(InThePlant.UtcDateTime, Assert.Single(published.Changes()).Value.SourceTimestamp);
    }

    private Task<PlantServer> StartAsync() => PlantServer.StartAsync(PlantServer.Options with { Time = new FakeTimeProvider(InThePlant), IntervalTime = _real });

    private static DateTimeOffset TimeAt(byte[] bytes, int position) =>
        DateTimeOffset.FromFileTime(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(position))).ToUniversalTime();
}
