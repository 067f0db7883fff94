using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace PrecastMes.OpcUa.Encoding;

/// <summary>Lets tables of nodes be searched by a NodeId and by its bytes in a message alike: both hash the bytes.</summary>
internal sealed class NodeIdComparer : IEqualityComparer<NodeId>, IAlternateEqualityComparer<EncodedNodeId, NodeId>
{
    private const int OnStack = 512;

    private NodeIdComparer()
    {
    }

    public static NodeIdComparer Instance { get; } = new();

    public bool Equals(NodeId x, NodeId y) => x.Equals(y);

    public bool Equals(EncodedNodeId alternate, NodeId other) => alternate.Is(other);

    public NodeId Create(EncodedNodeId alternate) => alternate.ToNodeId();

    public int GetHashCode(EncodedNodeId alternate) => alternate.Kind == IdType.Numeric
        ? HashCode.Combine(alternate.NamespaceIndex, alternate.Numeric)
        : Hash(alternate.NamespaceIndex, alternate.Bytes);

    public int GetHashCode([DisallowNull] NodeId obj) => obj.Kind switch
    {
        IdType.Numeric => HashCode.Combine(obj.NamespaceIndex, obj.Numeric),
        IdType.String => HashText(obj.NamespaceIndex, obj.Text!),
        IdType.Guid => HashGuid(obj.NamespaceIndex, (Guid)obj.Identifier),
        _ => Hash(obj.NamespaceIndex, (byte[])obj.Identifier),
    };

    private static int HashText(ushort namespaceIndex, string text)
    {
        int longest = System.Text.Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = longest > OnStack ? ArrayPool<byte>.Shared.Rent(longest) : null;
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        int hash = Hash(namespaceIndex, bytes[..System.Text.Encoding.UTF8.GetBytes(text, bytes)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return hash;
    }

    private static int HashGuid(ushort namespaceIndex, Guid guid)
    {
        Span<byte> bytes = stackalloc byte[16];
        guid.TryWriteBytes(bytes);
        return Hash(namespaceIndex, bytes);
    }

    // HashCode is seeded at random in each process, so that a peer can't choose ids that collide.
    private static int Hash(ushort namespaceIndex, ReadOnlySpan<byte> bytes)
    {
        var hash = new HashCode();
        hash.Add(namespaceIndex);
        hash.AddBytes(bytes);
        return hash.ToHashCode();
    }
}
