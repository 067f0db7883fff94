using System.Net;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>More connections than a server takes, at once or one after the other.</summary>
[Collection(HostileCollection.Name)]
public sealed class ConnectionStormTests : AttackTests
{
    private const int Megabyte = 1 << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_storm_of_connections_is_told_that_the_server_is_too_busy()
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { Limits = new() { ConnectionsPerSecond = 1, ConnectionBurst = 50 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        var gauge = new MemoryGauge();

        int refused = 0;
        for (int i = 0; i < 200; i++)
        {
            using RawConnection connection = await RawConnection.ConnectAsync(server);
            byte[] answer = await connection.TrySendAsync(RawConnection.Hello()) ? await connection.ReceiveAsync() : [];
            if (RawLink.Kind(answer) != "ACKF")
            {
                Assert.True(answer.Length == 0 || RawLink.Error(answer) == StatusCodes.BadTcpServerTooBusy);
                refused++;
            }
        }

        Assert.InRange(refused, 140, 199);
        gauge.AssertBelow(Megabyte);
        await honest.AssertServedAsync();

        // Another address is none of the storm.
        using RawConnection other = await RawConnection.ConnectAsync(server, from: IPAddress.Parse("127.0.0.2"));
        await other.SendAsync(RawConnection.Hello());
        Assert.Equal("ACKF", RawLink.Kind(await other.ReceiveAsync()));
    }

    [Fact]
    public async Task Channels_that_nobody_uses_give_way_and_lock_nobody_out()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxConnections = 10 } });
        await using HonestPeer honest = await HonestPeer.StartAsync(server);
        var gauge = new MemoryGauge();
        List<RawConnection> held = [];
        for (int i = 0; i < 100; i++)
        {
            held.Add(await RawConnection.OpenAsync(server));
        }

        // A connection that gave way is closed at once and leaves a little later.
        await Until.TrueAsync(() => server.Server.ConnectionCount <= 10, Token);
        await using OpcUaClient late = await server.ConnectAsync();
        Assert.Equal(7u, (await late.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
        gauge.AssertBelow(4 * Megabyte);
        await honest.AssertServedAsync();
        held.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task Sessions_of_one_address_leave_places_for_another()
    {
        PlantServer server = await AttackedAsync(PlantServer.Options with { Limits = new() { MaxConnections = 10 } });
        List<RawConnection> held = [];

        // Eight of ten, of which the honest client at the same address has one.
        for (int i = 0; i < 7; i++)
        {
            (RawConnection connection, _) = await RawConnection.WithSessionAsync(server);
            held.Add(connection);
        }

        using RawConnection ninth = await RawConnection.ConnectAsync(server);
        byte[] answer = await ninth.TrySendAsync(RawConnection.Hello()) ? await ninth.ReceiveAsync() : [];
        Assert.True(answer.Length == 0 || RawLink.Error(answer) == StatusCodes.BadTcpServerTooBusy);
        using RawConnection other = await RawConnection.ConnectAsync(server, from: IPAddress.Parse("127.0.0.2"));
        await other.SendAsync(RawConnection.Hello());
        Assert.Equal("ACKF", RawLink.Kind(await other.ReceiveAsync()));
        held.ForEach(connection => connection.Dispose());
    }

    [Fact]
    public async Task A_channel_without_a_session_is_closed_after_its_time_and_one_with_a_session_is_not()
    {
        PlantServer server = await AttackedAsync(
            PlantServer.Options with { Limits = new() { UnusedConnectionTimeout = TimeSpan.FromSeconds(1) } });
        using RawConnection connection = await RawConnection.OpenAsync(server);
        await connection.CreateSessionAsync();

        await connection.UntilClosedAsync();

        await Until.TrueAsync(() => server.Server.ConnectionCount == 1, Token);
    }
}
