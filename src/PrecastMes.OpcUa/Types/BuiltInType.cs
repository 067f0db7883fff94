namespace PrecastMes.OpcUa;

/// <summary>The built-in types with the ids that a Variant carries (Part 6 §5.1.2).</summary>
public enum BuiltInType : byte
{
    /// <summary>No value.</summary>
    Null = 0,

    /// <summary>True or false.</summary>
    Boolean = 1,

    /// <summary>−128 to 127.</summary>
    SByte = 2,

    /// <summary>0 to 255.</summary>
    Byte = 3,

    /// <summary>Two bytes with sign.</summary>
    Int16 = 4,

    /// <summary>Two bytes without sign.</summary>
    UInt16 = 5,

    /// <summary>Four bytes with sign.</summary>
    Int32 = 6,

    /// <summary>Four bytes without sign.</summary>
    UInt32 = 7,

    /// <summary>Eight bytes with sign.</summary>
    Int64 = 8,

    /// <summary>Eight bytes without sign.</summary>
    UInt64 = 9,

    /// <summary>IEEE 754, four bytes.</summary>
    Float = 10,

    /// <summary>IEEE 754, eight bytes.</summary>
    Double = 11,

    /// <summary>Unicode text; may be null.</summary>
    String = 12,

    /// <summary>UTC with 100 ns resolution, from 1601 on.</summary>
    DateTime = 13,

    /// <summary>16 bytes.</summary>
    Guid = 14,

    /// <summary>Bytes; may be null.</summary>
    ByteString = 15,

    /// <summary>An XML element as text.</summary>
    XmlElement = 16,

    /// <summary>Names a node of the server.</summary>
    NodeId = 17,

    /// <summary>Names a node of any server, its namespace by URI if need be.</summary>
    ExpandedNodeId = 18,

    /// <summary>A result with its flags.</summary>
    StatusCode = 19,

    /// <summary>A name with its namespace.</summary>
    QualifiedName = 20,

    /// <summary>Text with its language.</summary>
    LocalizedText = 21,

    /// <summary>A structure with the id of its encoding.</summary>
    ExtensionObject = 22,

    /// <summary>A value with status and times.</summary>
    DataValue = 23,

    /// <summary>A value of any of these types; inside arrays alone.</summary>
    Variant = 24,

    /// <summary>Vendor diagnostics; not in a Variant.</summary>
    DiagnosticInfo = 25,
}
