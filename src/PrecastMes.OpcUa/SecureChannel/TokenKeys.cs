namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>The keys of one token: ours and the peer's.</summary>
internal sealed record TokenKeys(ChannelKeys Sending, ChannelKeys Receiving);
