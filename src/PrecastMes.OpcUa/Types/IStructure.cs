using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>A structured data type with its binary codec.</summary>
public interface IStructure
{
    /// <summary>The numeric id, in namespace 0, of the structure's Default Binary encoding node.</summary>
    uint EncodingId { get; }

    void Encode(BinaryEncoder encoder);
}
