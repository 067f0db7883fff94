namespace PrecastMes.OpcUa.Transport;

/// <summary>What both sides of one connection keep to: our limits for what comes in, the peer's for what goes out. Bytes and chunks.</summary>
internal sealed record AgreedLimits(
    int ReceiveChunkSize, int SendChunkSize, int MaxReceiveMessageSize, int MaxReceiveChunks, int MaxSendMessageSize, int MaxSendChunks);
