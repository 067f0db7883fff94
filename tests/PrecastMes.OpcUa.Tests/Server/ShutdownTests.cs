namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>A server that stops tells its clients before (Part 5 §12.10).</summary>
public sealed class ShutdownTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_is_announced_with_the_seconds_that_are_left()
    {
        var clock = new PublishingClock();
        await using PlantServer server = await PlantServer.StartAsync(clock.Options with { ShutdownNotice = TimeSpan.FromSeconds(10) });
        using WireSession session = await WireSession.OpenAsync(server);

        Task stopping = server.Server.StopAsync();
        ServerState state;
        do
        {
            state = (ServerState)(await ReadAsync(session, VariableIds.Server_ServerStatus_State)).Get<int>();
        }
        while (state == ServerState.Running);

        clock.Time.Advance(TimeSpan.FromSeconds(3));
        uint left = (await ReadAsync(session, VariableIds.Server_ServerStatus_SecondsTillShutdown)).Get<uint>();
        var status = (ServerStatusDataType)(await ReadAsync(session, VariableIds.Server_ServerStatus)).Get<ExtensionObject>().Structure!;
        Assert.False(stopping.IsCompleted);
        await Until.TrueAsync(
            () =>
            {
                clock.Time.Advance(TimeSpan.FromSeconds(1));
                return stopping.IsCompleted;
            },
            Token);

        Assert.Equal((ServerState.Shutdown, 7u), (state, left));
        Assert.Equal((ServerState.Shutdown, 7u, "the server stops"), (status.State, status.SecondsTillShutdown, status.ShutdownReason.Text));
    }

    [Fact]
    public async Task Without_a_session_nobody_is_waited_for()
    {
        PlantServer server = await PlantServer.StartAsync(new PublishingClock().Options with { ShutdownNotice = TimeSpan.FromHours(1) });

        await server.Server.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    private static async Task<Variant> ReadAsync(WireSession session, NodeId node) => Assert.Single((await session.AskAsync(
        new ReadRequest { NodesToRead = [new ReadValueId { NodeId = node, AttributeId = AttributeIds.Value }] }, ReadResponse.Decode)).Results!).Value;
}
