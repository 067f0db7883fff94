using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A client that keeps to no rule.</summary>
internal sealed class RawConnection(Stream stream) : RawLink(stream)
{
    public const string NoSecurity = "http://opcfoundation.org/UA/SecurityPolicy#None";

    // The type id of a response in its shortest form for four-byte ids.
    private const int TypeSize = 4;

    /// <param name="from">The address that the server sees; null for the usual one.</param>
    public static async Task<RawConnection> ConnectAsync(PlantServer server, IPAddress? from = null)
    {
        var url = new Uri(server.Url);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(url.Host, url.Port, TestContext.Current.CancellationToken);
        return new RawConnection(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>With HEL and OPN behind it.</summary>
    public static async Task<RawConnection> OpenAsync(PlantServer server, IPAddress? from = null)
    {
        RawConnection connection = await ConnectAsync(server, from);
        await connection.SendAsync(Hello());
        Assert.Equal("ACKF", Kind(await connection.ReceiveAsync()));
        await connection.SendAsync(connection.Open(0));
        byte[] opened = await connection.ReceiveAsync();
        Assert.Equal("OPNF", Kind(opened));
        connection.ChannelId = BinaryPrimitives.ReadUInt32LittleEndian(opened.AsSpan(8));
        return connection;
    }

    /// <summary>With an activated session.</summary>
    public static async Task<(RawConnection Connection, byte[] Session)> WithSessionAsync(PlantServer server)
    {
        RawConnection connection = await OpenAsync(server);
        byte[] session = await connection.CreateSessionAsync();
        Assert.Equal(StatusCodes.Good, await connection.AskAsync(Requests.ActivateSession(session)));
        return (connection, session);
    }

    public static byte[] Hello(uint receiveBuffer = 65_536, uint sendBuffer = 65_536, string url = "opc.tcp://127.0.0.1/") => Frame(
        "HELF",
        new HandBytes()
            .U32(0) // protocol version
            .U32(receiveBuffer)
            .U32(sendBuffer)
            .U32(0) // any message size
            .U32(0) // any number of chunks
            .Text(url)
            .Done);

    /// <param name="requestType">0 issues a token, 1 renews it.</param>
    public byte[] Open(uint requestType, string policy = NoSecurity, byte[]? certificate = null, byte[]? thumbprint = null, byte[]? nonce = null, uint mode = 1) => Frame(
        "OPNF",
        new HandBytes()
            .U32(ChannelId)
            .Text(policy)
            .Blob(certificate)
            .Blob(thumbprint)
            .U32(++SequenceNumber)
            .U32(1) // request id
            .Id(446) // OpenSecureChannelRequest
            .Raw(Requests.Header([0, 0], 1))
            .U32(0) // protocol version
            .U32(requestType)
            .U32(mode)
            .Blob(nonce)
            .U32(60_000) // lifetime
            .Done);

    /// <summary>A request whose bytes are not the point of the test.</summary>
    public byte[] Message(IStructure request)
    {
        using var encoder = new BinaryEncoder();
        encoder.WriteNodeId(new NodeId(0, request.EncodingId));
        request.Encode(encoder);
        return Message('F', encoder.WrittenSpan);
    }

    /// <summary>Sends a request of one chunk and gives the result of its answer.</summary>
    public async Task<StatusCode> AskAsync(byte[] body, uint requestId = 2)
    {
        await SendAsync(Message('F', body, requestId));
        return Result(await ReceiveAsync());
    }

    /// <summary>The result in the response header of an MSG.</summary>
    public static StatusCode Result(byte[] chunk)
    {
        Assert.StartsWith("MSG", Kind(chunk), StringComparison.Ordinal);

        // Header, type id, timestamp, request handle, result.
        return new StatusCode(BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(24 + TypeSize + 8 + 4)));
    }

    /// <summary>The first operation's result, of an answer whose results begin with their codes.</summary>
    public static StatusCode FirstResult(byte[] chunk)
    {
        Assert.Equal(StatusCodes.Good, Result(chunk));

        // Behind the result: no diagnostics, no string table, no additional header; then the number of results.
        return new StatusCode(BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(24 + TypeSize + 16 + 1 + 4 + 3 + 4)));
    }

    /// <summary>The new session's authentication token, as the bytes of its NodeId.</summary>
    public async Task<byte[]> CreateSessionAsync()
    {
        await SendAsync(Message('F', Requests.CreateSession()));
        return SessionIn(await ReceiveAsync());
    }

    /// <summary>The authentication token in the answer to CreateSession.</summary>
    public static byte[] SessionIn(byte[] answer)
    {
        Assert.Equal(StatusCodes.Good, Result(answer));

        // Behind the result: no diagnostics, no string table, no additional header; then session id and token.
        int position = 24 + TypeSize + 16 + 1 + 4 + 3;
        position += IdLength(answer.AsSpan(position));
        return answer.AsSpan(position, IdLength(answer.AsSpan(position))).ToArray();
    }

    private static int IdLength(ReadOnlySpan<byte> id) => id[0] switch
    {
        0 => 2,
        1 => 4,
        2 => 7,
        4 => 19,
        _ => 7 + BinaryPrimitives.ReadInt32LittleEndian(id[3..]),
    };
}
