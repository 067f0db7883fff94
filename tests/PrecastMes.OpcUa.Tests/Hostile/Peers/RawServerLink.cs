using System.Buffers.Binary;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>The server's end of one connection. Channel 1, token 1.</summary>
internal sealed class RawServerLink : RawLink
{
    private readonly Queue<uint> _publishes = new();

    public RawServerLink(Stream stream)
        : base(stream) => ChannelId = 1;

    public static byte[] Acknowledge(uint receiveBuffer = 65_536, uint sendBuffer = 65_536) => Frame(
        "ACKF",
        new HandBytes().U32(0).U32(receiveBuffer).U32(sendBuffer).U32(0).U32(0).Done);

    /// <summary>An OPN that gives a token.</summary>
    public byte[] Opened(uint requestId, uint lifetime = 3_600_000, uint? tokenId = null) => Frame(
        "OPNF",
        new HandBytes()
            .U32(ChannelId)
            .Text(RawConnection.NoSecurity).Blob(null).Blob(null)
            .U32(++SequenceNumber)
            .U32(requestId)
            .Id(449).Raw(Answers.Header()) // OpenSecureChannelResponse
            .U32(0) // protocol version
            .U32(ChannelId).U32(tokenId ?? TokenId).I64(0).U32(lifetime)
            .Blob(null) // nonce
            .Done);

    public async Task ShakeHandsAsync()
    {
        Assert.Equal("HELF", Kind(await ReceiveAsync()));
        await SendAsync(Acknowledge());
    }

    public async Task OpenAsync(uint lifetime = 3_600_000) => await SendAsync(Opened(await OpenRequestAsync(), lifetime));

    /// <summary>The request id of the OPN that comes next.</summary>
    public async Task<uint> OpenRequestAsync()
    {
        byte[] open = await ReceiveAsync();
        Assert.Equal("OPNF", Kind(open));

        // Behind the channel id: the policy's URI, no certificate, no thumbprint, a sequence number.
        int uri = BinaryPrimitives.ReadInt32LittleEndian(open.AsSpan(12));
        return BinaryPrimitives.ReadUInt32LittleEndian(open.AsSpan(16 + uri + 4 + 4 + 4));
    }

    /// <summary>The type of the next request and its id. No request here is longer than a chunk.</summary>
    public async Task<(uint Type, uint RequestId, byte[] Chunk)> NextAsync()
    {
        byte[] chunk = await ReceiveAsync();
        Assert.Equal("MSGF", Kind(chunk));
        return (BinaryPrimitives.ReadUInt16LittleEndian(chunk.AsSpan(26)), BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(20)), chunk);
    }

    /// <summary>The id of the next request of a type; Publish requests that come before it are kept for <see cref="PublishAsync"/>.</summary>
    public async Task<uint> NextAsync(uint expected)
    {
        while (true)
        {
            (uint type, uint requestId, _) = await NextAsync();
            if (type == expected)
            {
                return requestId;
            }

            Assert.Equal(Answers.PublishRequest, type);
            _publishes.Enqueue(requestId);
        }
    }

    /// <summary>Answers the oldest Publish request, in as many chunks as it takes.</summary>
    public async Task PublishAsync(byte[] body)
    {
        uint requestId = _publishes.TryDequeue(out uint waiting) ? waiting : await NextAsync(Answers.PublishRequest);
        byte[][] parts = [.. body.Chunk(60_000)];
        for (int i = 0; i < parts.Length; i++)
        {
            await SendAsync(Message(i == parts.Length - 1 ? 'F' : 'C', parts[i], requestId));
        }
    }

    public Task AnswerAsync(uint requestId, byte[] body) => SendAsync(Message('F', body, requestId));

    /// <summary>Answers whatever a client asks while it connects.</summary>
    public async Task AnswerUntilAsync(Task connected)
    {
        while (!connected.IsCompleted)
        {
            Task<(uint Type, uint RequestId, byte[] Chunk)> next = NextAsync();
            if (await Task.WhenAny(next, connected) == connected)
            {
                Assert.Fail("the client asked for more than the test can answer, or was refused");
            }

            (uint type, uint requestId, byte[] chunk) = await next;
            await AnswerAsync(requestId, Answers.To(type, chunk));
            if (type == Answers.ReadRequest)
            {
                await connected;
            }
        }
    }
}
