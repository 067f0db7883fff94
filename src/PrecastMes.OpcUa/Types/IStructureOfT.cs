using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>A structure that can be read from its binary form.</summary>
public interface IStructure<TSelf> : IStructure
    where TSelf : IStructure<TSelf>
{
    /// <summary>Reads the fields, without an id (Part 6 §5.2.6).</summary>
    /// <exception cref="OpcUaException">Bad_DecodingError or Bad_EncodingLimitsExceeded: these are no such bytes.</exception>
    static abstract TSelf Decode(ref BinaryDecoder decoder);
}
