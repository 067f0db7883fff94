using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>A structured data type with its binary codec.</summary>
public interface IStructure
{
    /// <summary>The numeric id, in namespace 0, of the structure's Default Binary encoding node.</summary>
    uint EncodingId { get; }

    /// <summary>Writes the fields, without an id (Part 6 §5.2.6).</summary>
    void Encode(BinaryEncoder encoder);
}
