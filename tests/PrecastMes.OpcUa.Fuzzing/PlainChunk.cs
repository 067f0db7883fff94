namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>A chunk without its security: what a mutation works on, before it is sealed.</summary>
/// <param name="MessageType">MSG, CLO, or ERR.</param>
/// <param name="Letter">F, C, A, or whatever a mutation makes of it.</param>
internal sealed record PlainChunk(uint MessageType, char Letter, uint RequestId, byte[] Body);
