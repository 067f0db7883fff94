using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>
/// One end of a secure channel whose user decides on every chunk himself: what he sends is sealed with the real keys, so that it comes
/// behind the security of the other end.
/// </summary>
internal sealed class PlainChannel : IDisposable
{
    private static readonly AgreedLimits Limits = new(65_536, 65_536, 16 << 20, 4_096, 16 << 20, 4_096);

    private readonly DuplexStream _stream;
    private readonly ChunkReader _reader;
    private readonly ChannelTokens _tokens;
    private readonly SequenceNumbers _sent;
    private readonly BinaryEncoder _encoder = new(65_536);

    private PlainChannel(DuplexStream stream, ChunkReader reader, ChannelSecurity security, ChannelTokens tokens, SequenceNumbers sent)
    {
        _stream = stream;
        _reader = reader;
        Security = security;
        _tokens = tokens;
        _sent = sent;
    }

    public ChannelSecurity Security { get; }

    /// <summary>The client's end: HEL and OPN are behind it.</summary>
    public static async Task<PlainChannel> ConnectAsync(DuplexStream stream, ChannelSecurity security, string url, CancellationToken cancellationToken)
    {
        var reader = NewReader(stream);
        using var encoder = new BinaryEncoder();
        new Hello(0, Offer, url).Encode(encoder);
        await stream.WriteAsync(encoder.WrittenMemory, cancellationToken);
        await ExpectAsync(reader, MessageTypes.Acknowledge, cancellationToken);

        var secure = new ClientSecureChannel(security, TimeProvider.System);
        OpenSecureChannelRequest open = secure.Begin(SecurityTokenRequestType.Issue, TimeSpan.FromHours(1));
        encoder.Clear();
        AsymmetricChunk.Write(encoder, 0, secure.Sent.Next(), 1, body => Write(body, open), security);
        await stream.WriteAsync(encoder.WrittenMemory, cancellationToken);
        Chunk answer = await ExpectAsync(reader, MessageTypes.OpenSecureChannel, cancellationToken);
        ReadOnlyMemory<byte> opened = secure.Open(answer, out _);
        secure.Use(DecodeOpened(opened));
        return new PlainChannel(stream, reader, security, secure.Tokens, secure.Sent);
    }

    /// <summary>The server's end: HEL and OPN are behind it.</summary>
    public static async Task<PlainChannel> AcceptAsync(DuplexStream stream, OpcUaServerOptions options, CancellationToken cancellationToken)
    {
        var reader = NewReader(stream);
        await ExpectAsync(reader, MessageTypes.Hello, cancellationToken);
        using var encoder = new BinaryEncoder();
        new Acknowledge(0, Offer).Encode(encoder);
        await stream.WriteAsync(encoder.WrittenMemory, cancellationToken);

        Chunk open = await ExpectAsync(reader, MessageTypes.OpenSecureChannel, cancellationToken);
        var secure = new ServerSecureChannel(1, options);
        OpenSecureChannelResponse opened = secure.Open(open, options.Time.GetUtcNow().UtcDateTime, out uint requestId);
        encoder.Clear();
        AsymmetricChunk.Write(encoder, 1, secure.Sent.Next(), requestId, body => Write(body, opened), secure.Security);
        await stream.WriteAsync(encoder.WrittenMemory, cancellationToken);
        return new PlainChannel(stream, reader, secure.Security, secure.Tokens, secure.Sent);
    }

    /// <summary>Null at the end of the stream.</summary>
    public async ValueTask<PlainChunk?> ReadAsync(CancellationToken cancellationToken)
    {
        Chunk chunk = await _reader.ReadAsync(null, cancellationToken);
        if (chunk.IsEndOfStream)
        {
            return null;
        }

        if (chunk.MessageType == MessageTypes.Error)
        {
            return new PlainChunk(MessageTypes.Error, 'F', 0, chunk.Bytes[Chunk.HeaderSize..].ToArray());
        }

        ChannelToken token = _tokens.Find(SymmetricChunk.TokenId(chunk)) ?? _tokens.Sending;
        byte[] body = SymmetricChunk.Open(chunk, Security, token).ToArray();
        return new PlainChunk(chunk.MessageType, chunk.Letter, SymmetricChunk.RequestId(chunk), body);
    }

    /// <summary>Seals a chunk under the next sequence number and adds it to what <see cref="FlushAsync"/> sends.</summary>
    public Span<byte> Add(PlainChunk chunk)
    {
        int start = _encoder.Length;
        int tail = SymmetricChunk.TailLength(Security, chunk.Body.Length);
        chunk.Body.CopyTo(_encoder.Next(SymmetricChunk.BodyOffset + chunk.Body.Length + tail)[SymmetricChunk.BodyOffset..]);
        Memory<byte> whole = _encoder.WrittenMutable[start..];
        SymmetricChunk.Seal(whole, tail, Security, _tokens.Sending, chunk.MessageType, chunk.Letter, _sent.Next(), chunk.RequestId);
        return whole.Span;
    }

    /// <summary>False when the other end is gone.</summary>
    public async Task<bool> FlushAsync()
    {
        try
        {
            await _stream.WriteAsync(_encoder.WrittenMemory);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        finally
        {
            _encoder.Clear();
        }
    }

    public void CompleteWriting() => _stream.CompleteWriting();

    public void Dispose()
    {
        _stream.Dispose();
        _reader.Dispose();
        _encoder.Dispose();
    }

    public static byte[] Body(IStructure structure)
    {
        using var encoder = new BinaryEncoder();
        Write(encoder, structure);
        return encoder.WrittenSpan.ToArray();
    }

    private static TransportOffer Offer => new(65_536, 65_536, 0, 0);

    private static ChunkReader NewReader(DuplexStream stream) => new(stream, Limits.ReceiveChunkSize, TimeSpan.FromSeconds(20), TimeProvider.System);

    private static async Task<Chunk> ExpectAsync(ChunkReader reader, uint messageType, CancellationToken cancellationToken)
    {
        Chunk chunk = await reader.ReadAsync(null, cancellationToken);
        return !chunk.IsEndOfStream && chunk.MessageType == messageType
            ? chunk
            : throw new IOException($"0x{(chunk.IsEndOfStream ? 0 : chunk.MessageType):X6} in place of 0x{messageType:X6}");
    }

    private static void Write(BinaryEncoder encoder, IStructure structure)
    {
        encoder.WriteNodeId(new NodeId(0, structure.EncodingId));
        structure.Encode(encoder);
    }

    private static OpenSecureChannelResponse DecodeOpened(ReadOnlyMemory<byte> body)
    {
        var decoder = new BinaryDecoder(body.Span);
        decoder.ReadNodeId();
        return OpenSecureChannelResponse.Decode(ref decoder);
    }
}
