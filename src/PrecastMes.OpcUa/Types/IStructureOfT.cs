using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>A structure that can be read from its binary form.</summary>
public interface IStructure<TSelf> : IStructure
    where TSelf : IStructure<TSelf>
{
    static abstract TSelf Decode(ref BinaryDecoder decoder);
}
