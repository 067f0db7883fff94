using System.Net.Sockets;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Client;

/// <summary>Opens the byte stream and agrees on its limits (Part 6 §7.1.3).</summary>
internal static class ClientTransport
{
    private const int DefaultPort = 4840;

    public static async Task<Stream> ConnectAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(options.EndpointUrl, UriKind.Absolute, out Uri? url) || url.Scheme != "opc.tcp")
        {
            throw new ArgumentException($"'{options.EndpointUrl}' is no URL of the form opc.tcp://host:port/path.", nameof(options));
        }

        if (options.OpenStream is { } open)
        {
            return await open(url, cancellationToken);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            SocketSettings.Apply(socket);
            await socket.ConnectAsync(url.Host, url.Port < 0 ? DefaultPort : url.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new OpcUaException(StatusCodes.BadNotConnected, $"{options.EndpointUrl}: {exception.Message}", exception);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static async Task<AgreedLimits> ShakeHandsAsync(Stream stream, OpcUaClientOptions options, string endpointUrl, CancellationToken cancellationToken)
    {
        using var encoder = new BinaryEncoder(256);
        new Hello(0, TransportOffer.Of(options.Transport), endpointUrl).Encode(encoder);
        await stream.WriteAsync(encoder.WrittenMemory, cancellationToken);

        // The server sends nothing after its ACK before it is asked, so no byte is lost with this reader.
        using var reader = new ChunkReader(stream, TransportOffer.MinBufferSize, options.ConnectTimeout, options.Time);
        Chunk chunk = await reader.ReadAsync(null, cancellationToken);
        if (chunk.IsEndOfStream)
        {
            throw new OpcUaException(StatusCodes.BadConnectionClosed, "the server closed the connection in place of an ACK");
        }

        return chunk.MessageType switch
        {
            MessageTypes.Acknowledge => Acknowledge.Decode(chunk).Offer.Agree(options.Transport),
            MessageTypes.Error => throw TransportError.Decode(chunk),
            _ => throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"message type 0x{chunk.MessageType:X6} in place of ACK"),
        };
    }
}
