using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Client;

/// <summary>Reading the same nodes again and again into the same memory.</summary>
public sealed class PreparedReadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_reads_what_a_read_reads_each_time()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();
        PreparedRead read = client.PrepareRead([server.Counter.NodeId, server.Name.NodeId, server.Id("Nowhere"), server.Codes.NodeId], TimestampsToReturn.Source);
        var values = new DataValue[read.Count];
        for (uint i = 1; i <= 3; i++)
        {
            server.Counter.Value = i;

            await read.ReadAsync(values, Token);

            Assert.Equal(i, values[0].Value.Get<uint>());
            Assert.Equal(server.Counter.Current, values[0]);
            Assert.Equal("模台一", values[1].Value.Get<string>());
            Assert.Equal(StatusCodes.BadNodeIdUnknown, values[2].Status);
            Assert.Equal([1, -2, 3], values[3].Value.Get<short[]>());
        }
    }

    [Fact]
    public async Task More_nodes_than_the_server_takes_at_once_are_read_in_parts()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new ServerLimits { MaxNodesPerCall = 10 } });
        await using OpcUaClient client = await server.ConnectAsync();
        PreparedRead read = client.PrepareRead([.. Enumerable.Repeat(server.Counter.NodeId, 24), server.Name.NodeId]);
        var values = new DataValue[25];

        await read.ReadAsync(values, Token);

        Assert.All(values[..24], value => Assert.Equal(7u, value.Value.Get<uint>()));
        Assert.Equal("模台一", values[24].Value.Get<string>());
    }

    [Fact]
    public async Task Memory_of_another_length_is_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();

        await Assert.ThrowsAsync<ArgumentException>(async () => await client.PrepareRead([server.Counter.NodeId]).ReadAsync(new DataValue[2], Token));
    }

    [Fact]
    public async Task A_second_call_at_the_same_time_is_refused_and_a_cancelled_one_leaves_the_memory_alone()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        HeldStream? link = null;
        await using OpcUaClient client = await server.ConnectAsync(options => options with { OpenStream = async (url, token) => link = await HeldStream.ConnectAsync(url, token) });
        PreparedRead read = client.PrepareRead([server.Counter.NodeId]);
        var first = new DataValue[1];
        var second = new DataValue[1];
        link!.Hold();
        using var cancel = new CancellationTokenSource();
        ValueTask held = read.ReadAsync(first, cancel.Token);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await read.ReadAsync(second, Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await held);
        link.Let();
        await read.ReadAsync(second, Token);

        Assert.Equal(default, first[0]);
        Assert.Equal(7u, second[0].Value.Get<uint>());
    }

    [Fact]
    public async Task It_is_cancelled_whenever_that_comes()
    {
        await using var server = new ScriptedServer((_, request) => request is ReadRequest { NodesToRead: [{ NodeId.NamespaceIndex: 1 }] } ? ScriptedServer.Silence : null);
        await using OpcUaClient client = await server.ConnectAsync();
        PreparedRead read = client.PrepareRead([new NodeId(1, 1)]);
        var values = new DataValue[1];
        using var ready = new SemaphoreSlim(0);
        CancellationTokenSource? cancel = null;
        bool isOver = false;
        Task cancelling = Task.Run(
            () =>
            {
                for (int i = 0; !Volatile.Read(ref isOver); i++)
                {
                    if (Interlocked.Exchange(ref cancel, null) is { } asked)
                    {
                        Thread.SpinWait(i % 64);
                        asked.Cancel();
                    }
                }
            },
            Token);

        for (int i = 0; i < 5_000; i++)
        {
            using var each = new CancellationTokenSource();
            Volatile.Write(ref cancel, each);
            Thread.SpinWait(i % 97);

            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await read.ReadAsync(values, each.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Token));
        }

        Volatile.Write(ref isOver, true);
        await cancelling;
    }

    [Fact]
    public async Task A_server_that_answers_no_cancel_leaves_nothing_waiting()
    {
        await using var server = new ScriptedServer((_, request) => request is ReadRequest or CancelRequest ? ScriptedServer.Silence : null);
        var options = new OpcUaClientOptions { EndpointUrl = server.Url, SecurityMode = MessageSecurityMode.None, RequestTimeout = TimeSpan.FromMilliseconds(500) };
        using ClientChannel channel = await ClientChannel.OpenAsync(options, Token);
        channel.AuthenticationToken = new NodeId(0, 1);
        using var cancel = new CancellationTokenSource();
        Task read = channel.SendAsync<ReadResponse>(new ReadRequest(), cancel.Token);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        await Until.TrueAsync(() => server.SeenOf<CancelRequest>().Any(), Token);

        await Until.TrueAsync(() => ((IReceiver)channel).NobodyWaits, Token);
        Assert.False(channel.Broken.IsCompleted);
    }

    [Fact]
    public async Task Whoever_blocks_the_thread_on_which_he_was_answered_holds_up_no_answer()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync(options => options with { KeepAliveInterval = TimeSpan.FromMinutes(5), RequestTimeout = TimeSpan.FromMinutes(2) });
        PreparedRead read = client.PrepareRead([server.Counter.NodeId]);
        PreparedRead other = client.PrepareRead([server.Name.NodeId]);

        int held = await Task.Run(
            async () =>
            {
                var values = new DataValue[1];
                for (int i = 0; i < 20; i++)
                {
                    // In the end these are answered so promptly that the client's receiver waits upon the asker's thread.
                    for (int j = 0; j < 1_000; j++)
                    {
                        await read.ReadAsync(values, Token);
                    }

                    Task blocked = other.ReadAsync(values, Token).AsTask();
                    if (!((IAsyncResult)blocked).AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(30)))
                    {
                        return i;
                    }

                    await blocked;
                }

                return -1;
            },
            Token);

        Assert.Equal(-1, held);
    }

    [Fact]
    public async Task No_answer_within_the_timeout_fails_prepared_and_other_requests_and_the_link_lives()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        HeldStream? link = null;
        await using OpcUaClient client = await server.ConnectAsync(options => options with
        {
            OpenStream = async (url, token) => link = await HeldStream.ConnectAsync(url, token),
            RequestTimeout = TimeSpan.FromSeconds(2),
        });
        PreparedRead read = client.PrepareRead([server.Counter.NodeId]);
        var values = new DataValue[1];
        link!.Hold();

        Task prepared = read.ReadAsync(values, Token).AsTask();
        Task other = client.ReadAsync([server.Counter.NodeId], Token);
        Assert.Equal(StatusCodes.BadTimeout, (await Assert.ThrowsAsync<OpcUaException>(() => prepared)).Status);
        Assert.Equal(StatusCodes.BadTimeout, (await Assert.ThrowsAsync<OpcUaException>(() => other)).Status);
        link.Let();
        await read.ReadAsync(values, Token);

        Assert.Equal(7u, values[0].Value.Get<uint>());
    }

    [Fact]
    public async Task A_broken_link_fails_the_call_that_waits_and_those_to_come()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        HeldStream? link = null;
        await using OpcUaClient client = await server.ConnectAsync(options => options with { OpenStream = async (url, token) => link = await HeldStream.ConnectAsync(url, token) });
        PreparedRead read = client.PrepareRead([server.Counter.NodeId]);
        link!.Hold();
        Task waiting = read.ReadAsync(new DataValue[1], Token).AsTask();
        link.Cut();

        Assert.Equal(StatusCodes.BadNotConnected, (await Assert.ThrowsAsync<OpcUaException>(() => waiting)).Status);
        Assert.Equal(StatusCodes.BadNotConnected, (await Assert.ThrowsAsync<OpcUaException>(async () => await read.ReadAsync(new DataValue[1], Token))).Status);
    }

    [Fact]
    public async Task Whoever_blocks_after_his_read_holds_up_nobody()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();
        PreparedRead read = client.PrepareRead([server.Counter.NodeId]);
        using var release = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task blocker = Task.Run(BlockAsync, Token);
        await blocked.Task.WaitAsync(Token);

        DataValue[] values = await client.ReadAsync([server.Counter.NodeId], Token);
        release.Set();
        await blocker;

        Assert.Equal(7u, values[0].Value.Get<uint>());

        async Task BlockAsync()
        {
            await read.ReadAsync(new DataValue[1], Token).ConfigureAwait(false);
            blocked.SetResult();
            release.Wait(Token);
        }
    }
}
