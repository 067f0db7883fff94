using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Transport;

/// <summary>The four numbers of HEL and ACK: what their sender can receive and send. 0 for no limit in the last two.</summary>
internal readonly record struct TransportOffer(uint ReceiveBufferSize, uint SendBufferSize, uint MaxMessageSize, uint MaxChunkCount)
{
    // Part 6 §7.1.2.3: at least 8192 bytes, so that an OPN fits.
    public const int MinBufferSize = 8192;

    public static TransportOffer Of(TransportLimits own) =>
        new((uint)own.ReceiveBufferSize, (uint)own.SendBufferSize, (uint)own.MaxMessageSize, (uint)own.MaxChunkCount);

    public static TransportOffer Decode(ref BinaryDecoder decoder) =>
        new(decoder.ReadUInt32(), decoder.ReadUInt32(), decoder.ReadUInt32(), decoder.ReadUInt32());

    public void Encode(BinaryEncoder encoder)
    {
        encoder.WriteUInt32(ReceiveBufferSize);
        encoder.WriteUInt32(SendBufferSize);
        encoder.WriteUInt32(MaxMessageSize);
        encoder.WriteUInt32(MaxChunkCount);
    }

    /// <summary>Our own limits cut down to what the peer, whose offer this is, can do.</summary>
    public AgreedLimits Agree(TransportLimits own)
    {
        if (ReceiveBufferSize < MinBufferSize || SendBufferSize < MinBufferSize)
        {
            throw new OpcUaException(
                StatusCodes.BadConnectionRejected, $"the peer offers buffers of {ReceiveBufferSize} and {SendBufferSize} bytes; at least {MinBufferSize} are needed");
        }

        return new AgreedLimits(
            (int)Math.Min((uint)own.ReceiveBufferSize, SendBufferSize),
            (int)Math.Min((uint)own.SendBufferSize, ReceiveBufferSize),
            own.MaxMessageSize,
            own.MaxChunkCount,
            MaxMessageSize == 0 ? own.MaxMessageSize : (int)Math.Min(MaxMessageSize, own.MaxMessageSize),
            MaxChunkCount == 0 ? int.MaxValue : (int)Math.Min(MaxChunkCount, int.MaxValue));
    }
}
