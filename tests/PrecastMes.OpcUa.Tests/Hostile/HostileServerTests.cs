using System.Buffers.Binary;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>The same attacks the other way: a hostile server's chunks and bodies against our client, which has an honest server, too.</summary>
[Collection(HostileCollection.Name)]
public sealed class HostileServerTests : AttackTests
{
    private const int Megabyte = 1 << 20;

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Lies { get; } = [.. Attacks.Variants.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ACKF")]
    [InlineData("ERRF")]
    public async Task A_server_that_claims_two_gigabytes_in_place_of_its_hello_is_left(string kind)
    {
        await AttackedAsync();
        using var hostile = new RawServer();
        var gauge = new MemoryGauge();
        Task<OpcUaClient> connecting = OpcUaClient.ConnectAsync(hostile.Options, Token);
        using RawServerLink link = await hostile.AcceptAsync();
        await link.SendAsync(RawLink.Frame(kind, [], claimedSize: 0x7FFF_FFFF));

        OpcUaException left = await Assert.ThrowsAsync<OpcUaException>(() => connecting);

        Assert.Equal(StatusCodes.BadTcpMessageTooLarge, left.Status);
        gauge.AssertBelow(Megabyte);
    }

    [Theory]
    [InlineData("MSGF")]
    [InlineData("MSGC")]
    [InlineData("OPNF")]
    public async Task An_answer_that_claims_two_gigabytes_breaks_the_link_at_its_header(string kind)
    {
        await using Mirror mirror = await Mirror.StartAsync();
        (Task<DataValue[]> reading, _) = await mirror.ReadAsync();

        await mirror.Link.SendAsync(RawLink.Frame(kind, [], claimedSize: 0x7FFF_FFFF));

        await Assert.ThrowsAsync<OpcUaException>(() => reading);
        await mirror.AssertLinkBrokeAsync(StatusCodes.BadTcpMessageTooLarge, Megabyte);
    }

    [Theory]
    [InlineData(8_000)]
    [InlineData(1)]
    public async Task An_answer_without_end_breaks_the_link_at_the_agreed_bytes_and_count(int body)
    {
        await using Mirror mirror = await Mirror.StartAsync(
            options => options with { Transport = new TransportLimits { MaxMessageSize = 200_000, MaxChunkCount = 50 } });
        (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();
        byte[] chunk = mirror.Link.Message('C', new byte[body], requestId);

        int sent = 0;
        while (sent < 10_000 && await mirror.Link.TrySendAsync(chunk))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(chunk.AsSpan(16), ++mirror.Link.SequenceNumber);
            if (++sent is 20 or 45)
            {
                mirror.Gauge.Look();
            }
        }

        await Assert.ThrowsAsync<OpcUaException>(() => reading);
        await mirror.AssertLinkBrokeAsync(StatusCodes.BadTcpMessageTooLarge, 2 * Megabyte);
    }

    [Fact]
    public async Task A_second_unfinished_answer_breaks_the_link()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();

        await mirror.Link.SendAsync(mirror.Link.Message('C', new byte[10], requestId));
        await mirror.Link.TrySendAsync(mirror.Link.Message('C', new byte[10], requestId + 1));

        await Assert.ThrowsAsync<OpcUaException>(() => reading);
        await mirror.AssertLinkBrokeAsync(StatusCodes.BadTcpInternalError, 2 * Megabyte);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_value_that_lies_fails_its_reader_within_a_second_and_the_link_lives(string lie)
    {
        (byte[] variant, StatusCode expected) = Attacks.Variants[lie];
        await using Mirror mirror = await Mirror.StartAsync();
        (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();

        long start = TimeProvider.System.GetTimestamp();
        await mirror.Link.AnswerAsync(requestId, Answers.Values(variant));
        StatusCode result = await Record.ExceptionAsync(() => reading) is OpcUaException refused ? refused.Status : StatusCodes.Good;

        Assert.Equal(expected, result);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, AtOnce);
        await mirror.AssertLinkLivesAsync(4 * Megabyte);
    }

    [Fact]
    public async Task An_answer_cut_short_anywhere_fails_its_reader_at_once_and_the_link_lives()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        byte[] whole = Answers.Values(new HandBytes().U8(12).Text("whole").Done);
        for (int length = 0; length < whole.Length; length++)
        {
            (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();
            await mirror.Link.AnswerAsync(requestId, whole[..length]);
            Assert.Equal(StatusCodes.BadDecodingError, (await Assert.ThrowsAsync<OpcUaException>(() => reading)).Status);
        }

        await mirror.AssertLinkLivesAsync(4 * Megabyte);
    }

    [Fact]
    public async Task Diagnostics_nested_in_a_response_header_fail_its_reader_and_the_link_lives()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();
        byte[] chain = [.. Enumerable.Repeat((byte)0x40, 10_000), 0];

        await mirror.Link.AnswerAsync(requestId, new HandBytes().Id(634).Raw(Answers.Header(diagnostics: chain)).I32(0).I32(0).Done);

        Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, (await Assert.ThrowsAsync<OpcUaException>(() => reading)).Status);
        await mirror.AssertLinkLivesAsync(4 * Megabyte);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_become_replacement_characters()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        foreach (byte[] bad in Attacks.BadTexts)
        {
            (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();
            await mirror.Link.AnswerAsync(requestId, Answers.Values(new HandBytes().U8(12).Blob(bad).Done));
            Assert.NotNull((await reading)[0].Value.Get<string>());
        }

        await mirror.AssertLinkLivesAsync(4 * Megabyte);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(100_000)]
    public async Task An_answer_with_another_number_of_results_fails_its_reader(int results)
    {
        await using Mirror mirror = await Mirror.StartAsync();
        (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();
        byte[] body = Answers.Begin(634).I32(results).Raw(new byte[results]).I32(0).Done;
        byte[][] parts = [.. body.Chunk(60_000)];
        for (int i = 0; i < parts.Length; i++)
        {
            await mirror.Link.SendAsync(mirror.Link.Message(i == parts.Length - 1 ? 'F' : 'C', parts[i], requestId));
        }

        await Assert.ThrowsAsync<OpcUaException>(() => reading);
        await mirror.AssertLinkLivesAsync(4 * Megabyte);
    }

    [Fact]
    public async Task An_answer_of_another_kind_or_of_no_kind_fails_its_reader()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        foreach (byte[] body in new[] { Answers.ActivateSession(), Requests.FindServers(), new HandBytes().Id(4_000_000_000).Done, new HandBytes().Id(1, "x").Done })
        {
            (Task<DataValue[]> reading, uint requestId) = await mirror.ReadAsync();
            await mirror.Link.AnswerAsync(requestId, body);
            Assert.Equal(StatusCodes.BadUnknownResponse, (await Assert.ThrowsAsync<OpcUaException>(() => reading)).Status);
        }

        await mirror.AssertLinkLivesAsync(4 * Megabyte);
    }

    [Fact]
    public async Task Answers_that_nobody_asked_for_are_dropped_and_take_no_memory()
    {
        await using Mirror mirror = await Mirror.StartAsync();
        byte[] body = Answers.Values(new HandBytes().U8(12).Text(new string('x', 10_000)).Done);
        for (uint i = 0; i < 3_000; i++)
        {
            await mirror.Link.AnswerAsync(1_000_000 + i, body);
            if (i % 10 == 0)
            {
                await mirror.Link.SendAsync(mirror.Link.Opened(2_000_000 + i, lifetime: 1));
            }
        }

        await mirror.AssertLinkLivesAsync(2 * Megabyte);
    }
}
