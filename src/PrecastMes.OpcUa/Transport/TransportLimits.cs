namespace PrecastMes.OpcUa.Transport;

/// <summary>What one side of a UA-TCP connection takes (Part 6 §7.1.2); 0 for no limit is not offered.</summary>
public sealed record TransportLimits
{
    /// <summary>Bytes of one chunk that we take; at least 8192.</summary>
    public int ReceiveBufferSize { get; init; } = 65_536;

    /// <summary>Bytes of one chunk that we send; at least 8192.</summary>
    public int SendBufferSize { get; init; } = 65_536;

    /// <summary>Bytes of the body of one message, over all its chunks, that we take, and that we send even if the peer takes more.</summary>
    public int MaxMessageSize { get; init; } = 16 << 20;

    /// <summary>Chunks of one message that we take.</summary>
    public int MaxChunkCount { get; init; } = 4_096;
}
