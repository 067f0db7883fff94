using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa;

/// <summary>Reads and writes the slots of one structured type.</summary>
internal abstract class StructureCodec
{
    public abstract void Decode(ref BinaryDecoder decoder, object?[] slots);

    public abstract void Encode(BinaryEncoder encoder, object?[] slots);
}
