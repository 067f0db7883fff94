using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>Small requests for huge answers or endless work, and clients that do not take what they asked for.</summary>
[Collection(HostileCollection.Name)]
public sealed class AmplificationTests : AttackTests
{
    private const int Megabyte = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_value_read_ten_thousand_times_in_one_request_is_refused_before_it_is_written()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        server.Codes.Value = new short[1_000_000];
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] node = new HandBytes().Id(server.Namespace, "Line.Codes").Done;
        var gauge = new MemoryGauge();

        Assert.Equal(StatusCodes.BadResponseTooLarge, await AskInChunksAsync(connection, Requests.Read(session, node, count: 10_000)));
        Assert.Equal(StatusCodes.BadResponseTooLarge, await AskInChunksAsync(connection, Requests.Read(session, node, count: 10_000, range: "1:999998")));

        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.Read(session, new HandBytes().Id(2258).Done)));
        gauge.AssertBelow(64 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_node_with_many_references_browsed_ten_thousand_times_in_one_request_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        for (int i = 0; i < 2_000; i++)
        {
            server.Space.AddFolder(server.Id($"Line.Folder{i}"), server.Line, "Folder");
        }

        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] node = new HandBytes().Id(server.Namespace, "Line").Done;
        var gauge = new MemoryGauge();

        Assert.Equal(StatusCodes.BadResponseTooLarge, await AskInChunksAsync(connection, Requests.Browse(session, node, count: 10_000)));
        Assert.Equal(StatusCodes.BadResponseTooLarge, await AskInChunksAsync(connection, Requests.Browse(session, node, count: 10_000, maxReferences: 1)));

        gauge.AssertBelow(32 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Paths_in_a_circle_end_at_the_work_that_one_request_is_worth()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using HonestPeer honest = await HonestPeer.StartAsync(server);

        // Nodes of one name, each referring to all: a step of a path meets thousands of references.
        NodeId[] ring = [.. Enumerable.Range(0, 120).Select(i => server.Space.AddFolder(server.Id($"Ring{i}"), server.Line, "Ring").NodeId)];
        foreach (NodeId from in ring)
        {
            foreach (NodeId to in ring)
            {
                server.Space.AddReference(from, ReferenceTypeIds.Organizes, to);
            }
        }

        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] start = new HandBytes().Id(server.Namespace, "Ring0").Done;
        byte[] request = Requests.Translate(session, start, 1_000, server.Namespace, "Ring", length: 50);
        var gauge = new MemoryGauge();

        long begun = TimeProvider.System.GetTimestamp();
        Assert.Equal(StatusCodes.Good, await AskInChunksAsync(connection, request));
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(StatusCodes.Good, await AskInChunksAsync(connection, Requests.Translate(session, start, 1, server.Namespace, "Ring", length: 5_000)));

        gauge.AssertBelow(4 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_client_that_takes_no_answers_is_asked_no_more_and_closed_after_its_time()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { SendTimeout = TimeSpan.FromSeconds(2) } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        server.Codes.Value = new short[500_000];
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] node = new HandBytes().Id(server.Namespace, "Line.Codes").Done;
        byte[] body = Requests.Read(session, node, count: 15);
        var gauge = new MemoryGauge();

        // Fifteen million bytes are asked for with each request, and none is read.
        int sent = 0;
        while (sent < 20_000 && await connection.TrySendAsync(connection.Message('F', body)))
        {
            if (++sent % 100 == 0)
            {
                gauge.Look();
            }
        }

        await Until.TrueAsync(() => server.Server.ConnectionCount == 1, Token);
        gauge.AssertBelow(64 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Subscriptions_of_a_client_that_takes_nothing_are_not_collected_in_memory()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { SendTimeout = TimeSpan.FromSeconds(2) } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.CreateSubscription(session, interval: 10, keepAlive: 1)));
        var gauge = new MemoryGauge();

        // Each Publish beyond the limit sends one back, whose answer nobody reads either.
        uint sent = 0;
        while (sent < 2_000_000 && await connection.TrySendAsync(connection.Message('F', Requests.Publish(session, sent), requestId: 10 + sent)))
        {
            if (++sent % 20_000 == 0)
            {
                gauge.Look();
            }
        }

        await Until.TrueAsync(() => server.Server.ConnectionCount == 1, Token);
        gauge.AssertBelow(8 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_stranger_may_send_no_large_message_and_a_user_may()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection stranger = await RawConnection.OpenAsync(server);
        byte[] part = new byte[60_000];
        for (int i = 0; i < 10 && await stranger.TrySendAsync(stranger.Message('C', part)); i++)
        {
        }

        Assert.True(RawLink.Kind(await stranger.ReceiveAsync()) is "ERRF" or "closed");
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection user = opened;
        byte[] large = Requests.Write(session, new HandBytes().Id(server.Namespace, "Line.Name").Done, new HandBytes().U8(12).Text(new string('x', 900_000)).Done);
        Assert.Equal(StatusCodes.Good, await AskInChunksAsync(user, large));
    }

    [Fact]
    public async Task Large_values_in_a_queue_that_nobody_empties_are_held_up_to_their_bytes()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxQueuedBytesPerSubscription = 8_000_000 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] name = new HandBytes().Id(server.Namespace, "Line.Name").Done;
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.CreateSubscription(session)));
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.WatchValue(session, subscription: 1, name, queue: 1_000)));
        var gauge = new MemoryGauge();

        // A text of 400,000 characters takes 800,000 bytes: a hundred would be 80 million, the budget has room for nine.
        for (int i = 0; i < 100; i++)
        {
            byte[] write = Requests.Write(session, name, new HandBytes().U8(12).Text(i + new string('x', 400_000)).Done);
            Assert.Equal(StatusCodes.Good, await AskInChunksAsync(connection, write));
        }

        gauge.AssertBelow(20 * Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Queues_that_take_all_the_memory_there_is_for_queues_leave_others_their_newest_values()
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { Limits = new() { MaxQueuedBytesPerSubscription = 8_000_000, MaxQueuedBytes = 12_000_000 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] name = new HandBytes().Id(server.Namespace, "Line.Name").Done;
        var gauge = new MemoryGauge();
        for (uint subscription = 1; subscription <= 3; subscription++)
        {
            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.CreateSubscription(session)));
            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.WatchValue(session, subscription, name, queue: 1_000)));
            for (int i = 0; i < 20; i++)
            {
                server.Name.Value = $"{subscription}.{i}" + new string('x', 400_000);
            }
        }

        await using OpcUaClient watcher = await server.ConnectAsync();
        await using Subscription watched = await watcher.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, Token);
        await watched.AddAsync([new MonitoredItemRequest(server.Temperature.NodeId) { SamplingInterval = TimeSpan.Zero, QueueSize = 10 }], Token);
        foreach (double tempC in new[] { 21.5, 22.5, 23.5 })
        {
            server.Temperature.Value = tempC;
            Notification notification;
            do
            {
                notification = await watched.Notifications.ReadAsync(Token);
            }
            while (notification.Value.Value != tempC);
        }

        gauge.AssertBelow(24 * Megabyte);
        await honest.AssertServedAsync();
    }

    private static async Task<StatusCode> AskInChunksAsync(RawConnection connection, byte[] body)
    {
        byte[][] parts = [.. body.Chunk(60_000)];
        for (int i = 0; i < parts.Length; i++)
        {
            await connection.SendAsync(connection.Message(i == parts.Length - 1 ? 'F' : 'C', parts[i]));
        }

        byte[] first = await connection.ReceiveAsync();
        for (byte[] next = first; RawLink.Kind(next) == "MSGC";)
        {
            next = await connection.ReceiveAsync();
        }

        return RawConnection.Result(first);
    }
}
