namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>A message that waits to be sent.</summary>
/// <param name="MessageType">MSG, OPN, CLO or ERR.</param>
/// <param name="Body">The request or response; null for ERR.</param>
/// <param name="Error">The code of ERR.</param>
internal readonly record struct OutgoingMessage(uint MessageType, uint RequestId, IStructure? Body, StatusCode Error = default);
