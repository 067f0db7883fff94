using System.Buffers.Binary;
using System.Net.Sockets;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A client that sends whatever bytes it is given. It shares no code with the client but the writing of structures.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private uint _channelId;
    private uint _tokenId;

    public uint SequenceNumber { get; set; }

    public static async Task<RawConnection> ConnectAsync(PlantServer server)
    {
        var connection = new RawConnection();
        var url = new Uri(server.Url);
        await connection._socket.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>With HEL and OPN behind it.</summary>
    public static async Task<RawConnection> OpenAsync(PlantServer server)
    {
        RawConnection connection = await ConnectAsync(server);
        await connection.SendAsync(Hello());
        Assert.Equal("ACKF", Kind(await connection.ReceiveAsync()));
        await connection.SendAsync(connection.Open(SecurityTokenRequestType.Issue));
        byte[] opened = await connection.ReceiveAsync();
        Assert.Equal("OPNF", Kind(opened));
        connection._channelId = BinaryPrimitives.ReadUInt32LittleEndian(opened.AsSpan(8));
        connection._tokenId = 1;
        return connection;
    }

    public static byte[] Hello(uint receiveBuffer = 65_536, uint sendBuffer = 65_536)
    {
        byte[] body = Wire(encoder =>
        {
            encoder.WriteUInt32(0);
            encoder.WriteUInt32(receiveBuffer);
            encoder.WriteUInt32(sendBuffer);
            encoder.WriteUInt32(0);
            encoder.WriteUInt32(0);
            encoder.WriteString("opc.tcp://127.0.0.1/");
        });
        return Frame("HELF", body);
    }

    public static byte[] Frame(string kind, byte[] body, uint? claimedSize = null)
    {
        byte[] size = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(size, claimedSize ?? (uint)(8 + body.Length));
        return [.. System.Text.Encoding.ASCII.GetBytes(kind), .. size, .. body];
    }

    public static string Kind(byte[] chunk) => chunk.Length == 0 ? "closed" : System.Text.Encoding.ASCII.GetString(chunk, 0, 4);

    /// <summary>The code in an ERR.</summary>
    public static StatusCode Error(byte[] chunk)
    {
        Assert.Equal("ERRF", Kind(chunk));
        return new StatusCode(BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(8)));
    }

    /// <summary>The result in the response header of an MSG of one chunk.</summary>
    public static StatusCode Result(byte[] chunk)
    {
        Assert.Equal("MSGF", Kind(chunk));
        var decoder = new BinaryDecoder(chunk.AsSpan(24));
        decoder.ReadNodeId();
        return ResponseHeader.Decode(ref decoder).ServiceResult;
    }

    public static byte[] Wire(Action<BinaryEncoder> write)
    {
        using var encoder = new BinaryEncoder();
        write(encoder);
        return encoder.WrittenSpan.ToArray();
    }

    public byte[] Open(SecurityTokenRequestType type) => Frame("OPNF", Wire(encoder =>
    {
        encoder.WriteUInt32(_channelId);
        encoder.WriteString("http://opcfoundation.org/UA/SecurityPolicy#None");
        encoder.WriteByteString(null);
        encoder.WriteByteString(null);
        encoder.WriteUInt32(++SequenceNumber);
        encoder.WriteUInt32(1);
        encoder.WriteNodeId(new NodeId(0, OpenSecureChannelRequest.BinaryEncodingId));
        new OpenSecureChannelRequest { RequestType = type, SecurityMode = MessageSecurityMode.None, RequestedLifetime = 60_000 }.Encode(encoder);
    }));

    /// <summary>A chunk of MSG with the next sequence number.</summary>
    public byte[] Message(char letter, byte[] body, uint requestId = 2, uint? claimedSize = null) => Frame("MSG" + letter, Wire(encoder =>
    {
        encoder.WriteUInt32(_channelId);
        encoder.WriteUInt32(_tokenId);
        encoder.WriteUInt32(++SequenceNumber);
        encoder.WriteUInt32(requestId);
        foreach (byte each in body)
        {
            encoder.WriteByte(each);
        }
    }), claimedSize);

    public byte[] Message(IStructure request) => Message('F', Body(request));

    public static byte[] Body(IStructure request) => Wire(encoder =>
    {
        encoder.WriteNodeId(new NodeId(0, request.EncodingId));
        request.Encode(encoder);
    });

    public async Task SendAsync(byte[] bytes) => await _socket.SendAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>The next chunk, or nothing when the server closed the connection; fails when neither comes.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        byte[] header = new byte[8];
        if (!await FillAsync(header, late.Token))
        {
            return [];
        }

        byte[] rest = new byte[BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)) - 8];
        return await FillAsync(rest, late.Token) ? [.. header, .. rest] : [];
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                int count = await _socket.ReceiveAsync(buffer, cancellationToken);
                if (count == 0)
                {
                    return false;
                }

                buffer = buffer[count..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
