namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>A whole message; its bytes hold until the next chunk is read.</summary>
/// <param name="Aborted">The sender gave the message up; the body is its reason.</param>
internal readonly record struct ReceivedMessage(uint RequestId, ReadOnlyMemory<byte> Body, bool Aborted);
