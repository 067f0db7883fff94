using System.Net;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A hostile client's sessions and subscriptions: more of them than there may be, and those of others.</summary>
[Collection(HostileCollection.Name)]
public sealed class SessionAttackTests : AttackTests
{
    private const int Megabyte = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sessions_that_nobody_activates_lock_nobody_out()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxSessions = 5 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await RawConnection.OpenAsync(server);
        var gauge = new MemoryGauge();
        for (int i = 0; i < 1_000; i++)
        {
            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.CreateSession()));
        }

        // One address may have four of the five.
        Assert.Equal(4, server.Server.SessionCount);
        await using OpcUaClient late = await server.ConnectAsync();
        Assert.Equal(7u, (await late.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Sessions_that_one_connection_activates_leave_places_for_others()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxSessions = 20, MaxSessionsPerConnection = 5 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        using RawConnection connection = await RawConnection.OpenAsync(server);
        var gauge = new MemoryGauge();

        Assert.Equal(5, await ActivateUntilRefusedAsync(connection));

        await using OpcUaClient late = await server.ConnectAsync();
        Assert.Equal(7u, (await late.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Sessions_that_one_address_activates_on_many_connections_leave_places_for_others()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxSessions = 20, MaxSessionsPerConnection = 5 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        List<RawConnection> connections = [];
        int activated = 0;
        var gauge = new MemoryGauge();
        for (int i = 0; i < 10; i++)
        {
            connections.Add(await RawConnection.OpenAsync(server));
            activated += await ActivateUntilRefusedAsync(connections[i]);
        }

        // Sixteen of twenty, of which the honest client at the same address has one.
        Assert.Equal(15, activated);
        using RawConnection other = await RawConnection.OpenAsync(server, from: IPAddress.Parse("127.0.0.2"));
        byte[] session = await other.CreateSessionAsync();
        Assert.Equal(StatusCodes.Good, await other.AskAsync(Requests.ActivateSession(session)));
        gauge.AssertBelow(2 * Megabyte);
        await honest.AssertServedAsync();
        connections.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Subscriptions_end_at_their_limit_of_the_session_and_of_the_server()
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { Limits = new() { MaxSubscriptionsPerSession = 20, MaxSubscriptions = 30 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        (RawConnection first, byte[] firstSession) = await RawConnection.WithSessionAsync(server);
        (RawConnection second, byte[] secondSession) = await RawConnection.WithSessionAsync(server);
        using RawConnection one = first, two = second;
        var gauge = new MemoryGauge();

        Assert.Equal(20, await CreateUntilRefusedAsync(first, firstSession));
        Assert.Equal(10, await CreateUntilRefusedAsync(second, secondSession));

        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task Subscriptions_left_behind_by_closed_sessions_are_not_collected_without_end()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with
        {
            Limits = new() { MaxSubscriptions = 40, MaxSubscriptionsPerUser = 12, MaxSubscriptionsPerSession = 5 },
            CheckUser = (name, _) => new UserAccount(name, []),
        });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        byte[] mallory = new HandBytes().Id(324).U8(1).Blob(new HandBytes().Text("UserName-None-None").Text("mallory").Text("x").Text(null).Done).Done;
        int created = 0;
        var gauge = new MemoryGauge();
        for (int i = 0; i < 10; i++)
        {
            using RawConnection connection = await RawConnection.OpenAsync(server);
            byte[] session = await connection.CreateSessionAsync();
            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.ActivateSession(session, mallory)));
            created += await CreateUntilRefusedAsync(connection, session);
            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.CloseSession(session, deleteSubscriptions: false)));
        }

        Assert.Equal(12, created);
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();

        // Another user still gets his.
        await using OpcUaClient other = await server.ConnectAsync();
        await other.SubscribeAsync(new SubscriptionOptions(), Token);
    }

    [Fact]
    public async Task A_publish_flood_sends_the_oldest_back_and_keeps_no_more_than_the_limit()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxPublishRequestsPerSession = 3 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.CreateSubscription(session)));
        for (uint i = 100; i < 103; i++)
        {
            await connection.SendAsync(connection.Message('F', Requests.Publish(session, i), requestId: i));
        }

        var gauge = new MemoryGauge();
        for (uint i = 103; i < 5_000; i++)
        {
            await connection.SendAsync(connection.Message('F', Requests.Publish(session, i), requestId: i));
            byte[] answer = await connection.ReceiveAsync();
            Assert.Equal(StatusCodes.BadTooManyPublishRequests, RawConnection.Result(answer));
            Assert.Equal(i - 3, BitConverter.ToUInt32(answer, 20));
        }

        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();
    }

    [Fact]
    public async Task A_session_is_of_no_use_before_it_is_activated_nor_on_another_channel()
    {
        PlantServer server = await AttackedAsync();
        using RawConnection mine = await RawConnection.OpenAsync(server);
        using RawConnection other = await RawConnection.OpenAsync(server);
        byte[] session = await mine.CreateSessionAsync();
        byte[] node = new HandBytes().Id(2258).Done;

        Assert.Equal(StatusCodes.BadSessionNotActivated, await mine.AskAsync(Requests.Read(session, node)));
        Assert.Equal(StatusCodes.BadSecureChannelIdInvalid, await other.AskAsync(Requests.Read(session, node)));
        Assert.True((await other.AskAsync(Requests.ActivateSession(session))).IsBad);
        Assert.Equal(StatusCodes.BadSecureChannelIdInvalid, await other.AskAsync(Requests.CloseSession(session, true)));
        Assert.Equal(StatusCodes.BadSessionIdInvalid, await other.AskAsync(Requests.Read([0, 0], node)));

        // Its owner is not disturbed by it.
        Assert.Equal(StatusCodes.Good, await mine.AskAsync(Requests.ActivateSession(session)));
        Assert.True((await other.AskAsync(Requests.ActivateSession(session))).IsBad);
        Assert.Equal(StatusCodes.Good, await mine.AskAsync(Requests.Read(session, node)));
    }

    [Fact]
    public async Task A_session_for_another_server_or_under_a_token_policy_that_is_not_offered_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        using RawConnection connection = await RawConnection.OpenAsync(server);
        byte[] odd = new HandBytes().Id(321).U8(1).Blob(new HandBytes().Text("nonsense-policy").Done).Done;

        Assert.Equal(StatusCodes.BadServerUriInvalid, await connection.AskAsync(Requests.CreateSession(serverUri: "urn:not:you")));
        await connection.SendAsync(connection.Message('F', Requests.CreateSession(serverUri: PlantServer.ApplicationUri)));
        Assert.Equal(StatusCodes.Good, RawConnection.Result(await connection.ReceiveAsync()));
        byte[] session = await connection.CreateSessionAsync();
        Assert.Equal(StatusCodes.BadIdentityTokenInvalid, await connection.AskAsync(Requests.ActivateSession(session, odd)));
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.ActivateSession(session)));
    }

    [Fact]
    public async Task Service_parameters_are_refused_as_other_servers_do()
    {
        PlantServer server = await AttackedAsync();
        (RawConnection opened, byte[] session) = await RawConnection.WithSessionAsync(server);
        using RawConnection connection = opened;
        byte[] node = new HandBytes().Id(2258).Done;

        HandBytes Read() => Requests.Begin(631, session);
        Assert.Equal(StatusCodes.BadNothingToDo, await connection.AskAsync(Read().F64(0).U32(2).I32(0).Done));
        Assert.Equal(StatusCodes.BadNothingToDo, await connection.AskAsync(Read().F64(0).U32(2).I32(-1).Done));
        Assert.Equal(StatusCodes.BadMaxAgeInvalid, await connection.AskAsync(Read().F64(double.NaN).U32(2).I32(1).Raw(node).U32(13).I32(-1).U16(0).I32(-1).Done));
        Assert.Equal(StatusCodes.BadMaxAgeInvalid, await connection.AskAsync(Read().F64(-1).U32(2).I32(1).Raw(node).U32(13).I32(-1).U16(0).I32(-1).Done));
        Assert.Equal(StatusCodes.BadTimestampsToReturnInvalid, await connection.AskAsync(Read().F64(0).U32(9).I32(1).Raw(node).U32(13).I32(-1).U16(0).I32(-1).Done));
        Assert.Equal(StatusCodes.BadNoSubscription, await connection.AskAsync(Requests.Publish(session, 1)));
        byte[] many = Requests.Read(session, [0, 255], count: 10_001);
        foreach (byte[] part in many[..^1].Chunk(60_000))
        {
            await connection.SendAsync(connection.Message('C', part));
        }

        await connection.SendAsync(connection.Message('F', many.AsSpan(many.Length - 1)));
        Assert.Equal(StatusCodes.BadTooManyOperations, RawConnection.Result(await connection.ReceiveAsync()));
    }

    private static async Task<int> ActivateUntilRefusedAsync(RawConnection connection)
    {
        for (int activated = 0; ; activated++)
        {
            await connection.SendAsync(connection.Message('F', Requests.CreateSession()));
            byte[] answer = await connection.ReceiveAsync();
            if (RawConnection.Result(answer).IsBad)
            {
                Assert.Equal(StatusCodes.BadTooManySessions, RawConnection.Result(answer));
                return activated;
            }

            Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.ActivateSession(RawConnection.SessionIn(answer))));
        }
    }

    private static async Task<int> CreateUntilRefusedAsync(RawConnection connection, byte[] session)
    {
        for (int created = 0; created < 1_000; created++)
        {
            StatusCode result = await connection.AskAsync(Requests.CreateSubscription(session));
            if (result.IsBad)
            {
                Assert.Equal(StatusCodes.BadTooManySubscriptions, result);
                return created;
            }
        }

        return int.MaxValue;
    }
}
