using System.Text;

namespace PrecastMes.OpcUa.Encoding;

/// <summary>
/// A NodeId as it stands in a message (Part 6 §5.2.2.9). A server looks nodes up by it, so that the thousands of identifiers of one Read
/// become no objects.
/// </summary>
/// <param name="bytes">UTF-8 of a string, the 16 bytes of a Guid, the bytes of an opaque identifier; empty for a number.</param>
internal readonly ref struct EncodedNodeId(ushort namespaceIndex, IdType kind, uint numeric, ReadOnlySpan<byte> bytes)
{
    public ushort NamespaceIndex { get; } = namespaceIndex;

    public IdType Kind { get; } = kind;

    public uint Numeric { get; } = numeric;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public NodeId ToNodeId() => Kind switch
    {
        IdType.Numeric => new NodeId(NamespaceIndex, Numeric),
        IdType.String => new NodeId(NamespaceIndex, System.Text.Encoding.UTF8.GetString(Bytes)),
        IdType.Guid => new NodeId(NamespaceIndex, new Guid(Bytes)),
        _ => new NodeId(NamespaceIndex, Bytes.ToArray()),
    };

    public bool Is(NodeId id)
    {
        if (NamespaceIndex != id.NamespaceIndex || Kind != id.Kind)
        {
            return false;
        }

        return Kind switch
        {
            IdType.Numeric => Numeric == id.Numeric,
            IdType.String => IsText(id.Text!),
            IdType.Guid => new Guid(Bytes) == (Guid)id.Identifier,
            _ => Bytes.SequenceEqual((byte[])id.Identifier),
        };
    }

    // Most are ASCII; the others are compared in UTF-8, whose length is known at once.
    private bool IsText(string text) => Ascii.Equals(Bytes, text) || IsOtherText(text);

    private bool IsOtherText(string text)
    {
        if (Ascii.IsValid(text) || System.Text.Encoding.UTF8.GetByteCount(text) != Bytes.Length)
        {
            return false;
        }

        ReadOnlySpan<byte> rest = Bytes;
        Span<byte> one = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            int length = rune.EncodeToUtf8(one);
            if (!rest.StartsWith(one[..length]))
            {
                return false;
            }

            rest = rest[length..];
        }

        return true;
    }
}
