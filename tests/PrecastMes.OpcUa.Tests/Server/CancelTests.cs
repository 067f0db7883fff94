using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Cancel (Part 4 §5.7.5), and what else ends a call before its method does.</summary>
public sealed class CancelTests
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_call_and_a_waiting_publish_are_sent_back_by_their_handles()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        AddEndlessMethod(server);
        using ClientChannel channel = await OpenAsync(server);
        await channel.SendAsync<CreateSubscriptionResponse>(new CreateSubscriptionRequest { RequestedPublishingInterval = 60_000, RequestedLifetimeCount = 1_000, RequestedMaxKeepAliveCount = 100 }, Token);
        var publish = new PublishRequest();
        Task<PublishResponse> published = channel.SendAsync<PublishResponse>(publish, Token);
        CallRequest call = EndlessCall(server);
        Task<CallResponse> called = channel.SendAsync<CallResponse>(call, Token);
        await _begun.Task.WaitAsync(Generous, Token);

        Assert.Equal(1u, await CancelAsync(channel, call.RequestHeader.RequestHandle));
        Assert.Equal(1u, await CancelAsync(channel, publish.RequestHeader.RequestHandle));
        Assert.Equal(0u, await CancelAsync(channel, 999_999));

        Assert.Equal(StatusCodes.BadRequestCancelledByClient, (await Assert.ThrowsAsync<OpcUaException>(() => called)).Status);
        Assert.Equal(StatusCodes.BadRequestCancelledByClient, (await Assert.ThrowsAsync<OpcUaException>(() => published)).Status);
        await _cancelled.Task.WaitAsync(Generous, Token);
    }

    [Fact]
    public async Task The_end_of_the_session_ends_its_calls()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        AddEndlessMethod(server);
        using ClientChannel channel = await OpenAsync(server);
        Task<CallResponse> called = channel.SendAsync<CallResponse>(EndlessCall(server), Token);
        await _begun.Task.WaitAsync(Generous, Token);

        await channel.SendAsync<CloseSessionResponse>(new CloseSessionRequest { DeleteSubscriptions = true }, Token);

        await _cancelled.Task.WaitAsync(Generous, Token);
        await Assert.ThrowsAsync<OpcUaException>(() => called);
    }

    [Fact]
    public async Task The_end_of_the_connection_ends_its_calls()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        AddEndlessMethod(server);
        using ClientChannel channel = await OpenAsync(server);
        Task<CallResponse> called = channel.SendAsync<CallResponse>(EndlessCall(server), Token);
        await _begun.Task.WaitAsync(Generous, Token);

        channel.Dispose();

        await _cancelled.Task.WaitAsync(Generous, Token);
        await Assert.ThrowsAsync<OpcUaException>(() => called);
    }

    [Fact]
    public async Task A_call_that_its_client_gives_up_is_ended_on_the_server()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        AddEndlessMethod(server);
        await using OpcUaClient client = await server.ConnectAsync(options => options with { RequestTimeout = Generous });
        using var given = new CancellationTokenSource();
        Task<CallResult> called = client.CallAsync(server.Line, server.Id("Line.Endless"), [], given.Token);
        await _begun.Task.WaitAsync(Generous, Token);

        await given.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => called);
        await _cancelled.Task.WaitAsync(Generous, Token);

        // The link goes on.
        Assert.Equal(7u, (await client.ReadAsync([server.Counter.NodeId], Token))[0].Value.Get<uint>());
    }

    private static CallRequest EndlessCall(PlantServer server) => new()
    {
        MethodsToCall = [new CallMethodRequest { ObjectId = server.Line, MethodId = server.Id("Line.Endless") }],
    };

    private static async Task<uint> CancelAsync(ClientChannel channel, uint handle) =>
        (await channel.SendAsync<CancelResponse>(new CancelRequest { RequestHandle = handle }, Token)).CancelCount;

    private static async Task<ClientChannel> OpenAsync(PlantServer server)
    {
        var options = new OpcUaClientOptions { EndpointUrl = server.Url, SecurityMode = MessageSecurityMode.None, RequestTimeout = Generous };
        ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        ClientSession session = await ClientSession.CreateAsync(channel, options, Token);
        await session.ActivateAsync(channel, Token);
        return channel;
    }

    private void AddEndlessMethod(PlantServer server) => server.Space.AddMethod(
        server.Id("Line.Endless"),
        server.Line,
        "Endless",
        [],
        [],
        async (_, cancellationToken) =>
        {
            _begun.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                _cancelled.SetResult();
                throw;
            }

            return CallResult.Good();
        });
}
