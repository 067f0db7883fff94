using System.Diagnostics;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Tests.Client;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A hostile server's timing, numbers and promises against our client.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileServerConnectionTests : AttackTests
{
    private const int Megabyte = 1 << 20;

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nothing")]
    [InlineData("half an ACK")]
    [InlineData("ACK")]
    [InlineData("OPN")]
    public async Task A_server_that_does_not_get_to_the_point_is_left_after_the_connect_timeout(string sent)
    {
        await AttackedAsync();
        using var hostile = new RawServer();
        Task<OpcUaClient> connecting = OpcUaClient.ConnectAsync(hostile.Options with { ConnectTimeout = Short }, Token);
        using RawServerLink link = await hostile.AcceptAsync();
        if (sent == "half an ACK")
        {
            await link.SendAsync(RawServerLink.Acknowledge().AsMemory(0, 12));
        }
        else if (sent is "ACK" or "OPN")
        {
            await link.ShakeHandsAsync();
            if (sent == "OPN")
            {
                await link.OpenAsync();
            }
        }

        Assert.Equal(StatusCodes.BadTimeout, (await Assert.ThrowsAsync<OpcUaException>(() => connecting)).Status);
        await link.UntilClosedAsync();
    }

    [Fact]
    public async Task An_answer_that_comes_byte_by_byte_breaks_the_link()
    {
        await using Mirror mirror = await Mirror.StartAsync(options => options with { RequestTimeout = Short });
        (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();
        byte[] answer = mirror.Link.Message('F', new byte[10_000], requestId);

        for (int i = 0; i < 2_000 && await mirror.Link.TrySendAsync(answer.AsMemory(i, 1)); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), Token);
        }

        await Assert.ThrowsAsync<OpcUaException>(() => reading);
        await mirror.AssertLinkBrokeAsync(StatusCodes.BadTimeout, 2 * Megabyte);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_noticed_by_asking_it()
    {
        await using Mirror mirror = await Mirror.StartAsync(options => options with { RequestTimeout = Short, KeepAliveInterval = Short });

        await mirror.AssertLinkBrokeAsync(StatusCodes.BadTimeout, 2 * Megabyte);
    }

    [Fact]
    public async Task A_server_that_closes_fails_every_request_that_waits_at_once()
    {
        await AttackedAsync();
        await using Mirror mirror = await Mirror.StartAsync();
        List<Task> waiting = [];
        for (int i = 0; i < 50; i++)
        {
            (Task<DataValue[]> reading, _) = await mirror.ReadAsync();
            waiting.Add(reading);
        }

        mirror.Link.Dispose();

        foreach (Task each in waiting)
        {
            await Assert.ThrowsAsync<OpcUaException>(() => each.WaitAsync(TimeSpan.FromSeconds(5), Token));
        }
    }

    [Fact]
    public async Task An_answer_given_up_without_a_reason_fails_its_asker_with_the_link()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();

        await mirror.Link.SendAsync(mirror.Link.Message('A', [1, 2], requestId));

        await Assert.ThrowsAsync<OpcUaException>(() => reading.WaitAsync(TimeSpan.FromSeconds(5), Token));
        await mirror.AssertLinkBrokeAsync(StatusCodes.BadDecodingError, 2 * Megabyte);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    [InlineData(uint.MaxValue)]
    public async Task A_repeated_skipped_or_older_sequence_number_breaks_the_link(uint step)
    {
        await using Mirror mirror = await Mirror.StartAsync();
        (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();
        mirror.Link.SequenceNumber += step - 1;

        await mirror.Link.AnswerAsync(requestId, Answers.Values([7, 42, 0, 0, 0]));

        await Assert.ThrowsAsync<OpcUaException>(() => reading);
        await mirror.AssertLinkBrokeAsync(StatusCodes.BadSequenceNumberInvalid, 2 * Megabyte);
    }

    [Theory]
    [InlineData("HELF")]
    [InlineData("CLOF")]
    [InlineData("ACKF")]
    [InlineData("XXXX")]
    public async Task A_message_of_the_wrong_kind_breaks_the_link(string kind)
    {
        await using Mirror mirror = await Mirror.StartAsync();

        await mirror.Link.SendAsync(RawLink.Frame(kind, new byte[32]));

        await mirror.AssertLinkBrokeAsync(StatusCodes.BadTcpMessageTypeInvalid, 2 * Megabyte);
    }

    [Fact]
    public async Task A_token_of_a_millisecond_does_not_make_the_client_renew_without_rest()
    {
        await AttackedAsync();
        using var hostile = new RawServer();
        Task<OpcUaClient> connecting = OpcUaClient.ConnectAsync(hostile.Options, Token);
        using RawServerLink link = await hostile.AcceptAsync();
        await link.ShakeHandsAsync();
        await link.OpenAsync(lifetime: 1);
        int renewals = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2))
        {
            byte[] next = await link.ReceiveAsync().WaitAsync(TimeSpan.FromSeconds(20), Token);
            if (next.Length == 0)
            {
                break;
            }

            if (RawLink.Kind(next) == "OPNF")
            {
                renewals++;
                await link.SendAsync(link.Opened(BitConverter.ToUInt32(next, next.Length - RequestIdFromEnd(next)), lifetime: 1, tokenId: ++link.TokenId));
            }
        }

        link.Dispose();
        Assert.InRange(renewals, 0, 5);
        await Assert.ThrowsAsync<OpcUaException>(() => connecting);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.MaxValue)]
    [InlineData(-1)]
    [InlineData(0)]
    public async Task A_session_timeout_that_is_no_time_does_no_harm(double timeout)
    {
        await AttackedAsync();
        using var hostile = new RawServer();
        Task<OpcUaClient> connecting = OpcUaClient.ConnectAsync(hostile.Options, Token);
        using RawServerLink link = await hostile.AcceptAsync();
        await link.ShakeHandsAsync();
        await link.OpenAsync();
        (_, uint requestId, _) = await link.NextAsync();
        await link.AnswerAsync(requestId, Answers.CreateSession(timeout));
        await link.AnswerUntilAsync(connecting);

        await using OpcUaClient client = await connecting;
        link.Dispose();
    }

    [Fact]
    public async Task Pages_of_references_without_end_are_given_up()
    {
        await AttackedAsync();
        await using Mirror mirror = await Mirror.StartAsync();
        Task browsing = mirror.Client.BrowseAsync(ObjectIds.ObjectsFolder, Token);
        int pages = 0;
        while (!browsing.IsCompleted && pages < 100_000)
        {
            Task<(uint Type, uint RequestId, byte[] Chunk)> next = mirror.Link.NextAsync();
            if (await Task.WhenAny(next, browsing) == browsing)
            {
                break;
            }

            (uint type, uint requestId, _) = await next;
            await mirror.Link.AnswerAsync(requestId, type == 527 ? Answers.Browsed(530, 500, [1]) : Answers.Browsed(536, 500, [1]));
            pages++;
        }

        Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, (await Assert.ThrowsAsync<OpcUaException>(() => browsing)).Status);

        // A quarter of a million references is where the client gives up.
        mirror.Gauge.AssertBelow(96 * Megabyte);
    }

    // Each that is offered is compared with each that the session confirms.
    [Theory]
    [InlineData(1_000, false)]
    [InlineData(1_001, true)]
    public async Task Endpoints_without_number_are_refused(int offered, bool isRefused)
    {
        await using var server = new ScriptedServer((_, request) => request is GetEndpointsRequest
            ? new GetEndpointsResponse { Endpoints = [.. Enumerable.Range(0, offered).Select(_ => new EndpointDescription())] } : null);
        Task<IReadOnlyList<EndpointDescription>> asking = OpcUaClient.GetEndpointsAsync(new OpcUaClientOptions { EndpointUrl = server.Url }, Token);

        if (isRefused)
        {
            Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, (await Assert.ThrowsAsync<OpcUaException>(() => asking)).Status);
        }
        else
        {
            Assert.Equal(offered, (await asking).Count);
        }
    }

    [Fact]
    public async Task The_text_of_an_error_writes_no_lines_of_its_own()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        (Task<DataValue[]> reading, _) = await mirror.ReadAsync();

        await mirror.Link.SendAsync(RawLink.Frame("ERRF", new HandBytes().U32(0x80010000).Text("gone\r\n2026-01-01 00:00 admin logged in\u001b[2J").Done));

        OpcUaException broken = await Assert.ThrowsAsync<OpcUaException>(() => reading);
        Assert.DoesNotContain(broken.Message, char.IsControl);
        Assert.DoesNotContain((await mirror.Client.Broken).Message, char.IsControl);
    }

    [Fact]
    public async Task A_server_that_takes_no_requests_does_not_make_the_client_collect_them()
    {
        await using Mirror mirror = await Mirror.StartAsync(options => options with { RequestTimeout = TimeSpan.FromSeconds(2) });
        string large = new('x', 500_000);

        // Nobody reads at the other end; each write waits for its timeout and is forgotten then.
        for (int round = 0; round < 3; round++)
        {
            Task[] writes = [.. Enumerable.Range(0, 20).Select(_ => mirror.Client.WriteAsync([(Mirror.Node, large)], Token))];
            foreach (Task write in writes)
            {
                await Assert.ThrowsAsync<OpcUaException>(() => write);
            }
        }

        mirror.Gauge.AssertBelow(16 * Megabyte);
        await Assert.ThrowsAsync<OpcUaException>(() => mirror.Client.ReadAsync([Mirror.Node], Token));
        await mirror.AssertLinkBrokeAsync(StatusCodes.BadTimeout, 16 * Megabyte);
    }

    // The request id stands behind the sequence number; what follows it in an OPN has a fixed length: type, header, five fields.
    private static int RequestIdFromEnd(byte[] open)
    {
        int uri = BitConverter.ToInt32(open, 12);
        return open.Length - (16 + uri + 4 + 4 + 4);
    }
}
