using System.Buffers.Binary;
using System.Net.Sockets;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>One end of a UA-TCP connection that sends whatever bytes it is given.</summary>
internal abstract class RawLink(Stream stream) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The last number sent.</summary>
    public uint SequenceNumber { get; set; }

    public uint ChannelId { get; protected set; }

    public uint TokenId { get; set; } = 1;

    public static byte[] Frame(string kind, ReadOnlySpan<byte> body, uint? claimedSize = null) =>
        new HandBytes().Raw(System.Text.Encoding.ASCII.GetBytes(kind)).U32(claimedSize ?? (uint)(8 + body.Length)).Raw(body).Done;

    public static string Kind(byte[] chunk) => chunk.Length == 0 ? "closed" : System.Text.Encoding.ASCII.GetString(chunk, 0, 4);

    /// <summary>The code in an ERR.</summary>
    public static StatusCode Error(byte[] chunk)
    {
        Assert.Equal("ERRF", Kind(chunk));
        return new StatusCode(BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(8)));
    }

    /// <summary>A chunk of MSG with the next sequence number.</summary>
    public byte[] Message(char letter, ReadOnlySpan<byte> body, uint requestId = 2, uint? claimedSize = null) => Frame(
        "MSG" + letter,
        new HandBytes().U32(ChannelId).U32(TokenId).U32(++SequenceNumber).U32(requestId).Raw(body).Done,
        claimedSize);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var late = new CancellationTokenSource(Patience);
        await stream.WriteAsync(bytes, late.Token);
    }

    /// <summary>Sends as long as the other side takes it; false when it closed the connection.</summary>
    public async Task<bool> TrySendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await SendAsync(bytes);
            return true;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>The next chunk, or nothing when the other side closed the connection; fails when neither comes.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        using var late = new CancellationTokenSource(Patience);
        byte[] header = new byte[8];
        if (!await FillAsync(header, late.Token))
        {
            return [];
        }

        byte[] rest = new byte[BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)) - 8];
        return await FillAsync(rest, late.Token) ? [.. header, .. rest] : [];
    }

    /// <summary>Reads until the other side closes.</summary>
    public async Task UntilClosedAsync()
    {
        while ((await ReceiveAsync()).Length > 0)
        {
        }
    }

    public virtual void Dispose() => stream.Dispose();

    private async Task<bool> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            while (!buffer.IsEmpty)
            {
                int count = await stream.ReadAsync(buffer, cancellationToken);
                if (count == 0)
                {
                    return false;
                }

                buffer = buffer[count..];
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
