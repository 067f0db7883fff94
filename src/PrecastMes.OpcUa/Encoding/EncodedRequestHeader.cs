namespace PrecastMes.OpcUa.Encoding;

/// <summary>What a server needs of a RequestHeader (Part 4 §7.33), read without an object.</summary>
internal readonly ref struct EncodedRequestHeader
{
    public EncodedRequestHeader(ref BinaryDecoder decoder)
    {
        AuthenticationToken = decoder.ReadEncodedNodeId();

        // The timestamp is for diagnostics only: clocks differ.
        decoder.ReadInt64();
        RequestHandle = decoder.ReadUInt32();
        decoder.ReadUInt32();
        decoder.SkipString();
        TimeoutHint = decoder.ReadUInt32();
        decoder.ReadExtensionObject();
    }

    public EncodedNodeId AuthenticationToken { get; }

    public uint RequestHandle { get; }

    /// <summary>Milliseconds; 0 for none.</summary>
    public uint TimeoutHint { get; }
}
