using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PrecastMes.OpcUa;

/// <summary>Identifies a node inside one server (Part 3 §8.2); the namespace index holds for one session only.</summary>
public readonly struct NodeId : IEquatable<NodeId>
{
    private readonly object? _identifier;
    private readonly uint _numeric;

    /// <summary>A numeric id, <c>i=</c>.</summary>
    public NodeId(ushort namespaceIndex, uint identifier)
    {
        NamespaceIndex = namespaceIndex;
        _numeric = identifier;
    }

    /// <summary>A string id, <c>s=</c>; compared byte by byte.</summary>
    public NodeId(ushort namespaceIndex, string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        NamespaceIndex = namespaceIndex;
        Kind = IdType.String;
        _identifier = identifier;
    }

    /// <summary>A GUID, <c>g=</c>.</summary>
    public NodeId(ushort namespaceIndex, Guid identifier)
    {
        NamespaceIndex = namespaceIndex;
        Kind = IdType.Guid;
        _identifier = identifier;
    }

    /// <summary>An opaque id, <c>b=</c>; the array is not copied and must stay as it is.</summary>
    public NodeId(ushort namespaceIndex, byte[] identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        NamespaceIndex = namespaceIndex;
        Kind = IdType.Opaque;
        _identifier = identifier;
    }

    private NodeId(NodeId other, ushort namespaceIndex)
    {
        NamespaceIndex = namespaceIndex;
        Kind = other.Kind;
        _identifier = other._identifier;
        _numeric = other._numeric;
    }

    /// <summary>i=0 of namespace 0, which names no node.</summary>
    public static NodeId Null => default;

    /// <summary>Index into the server's NamespaceArray; 0 is OPC UA.</summary>
    public ushort NamespaceIndex { get; }

    /// <summary>Which kind of identifier it has.</summary>
    public IdType Kind { get; }

    /// <summary>Namespace 0 and an identifier that is 0 or empty (Part 3 §8.2.4).</summary>
    public bool IsNull => NamespaceIndex == 0 && Kind switch
    {
        IdType.Numeric => _numeric == 0,
        IdType.String => ((string)_identifier!).Length == 0,
        IdType.Guid => (Guid)_identifier! == Guid.Empty,
        _ => ((byte[])_identifier!).Length == 0,
    };

    /// <summary>The number of a numeric id, else 0.</summary>
    public uint Numeric => _numeric;

    /// <summary>The text of a string id, else null.</summary>
    public string? Text => _identifier as string;

    /// <summary>uint, string, Guid or byte[].</summary>
    public object Identifier => _identifier ?? _numeric;

    /// <summary>By value.</summary>
    public static bool operator ==(NodeId left, NodeId right) => left.Equals(right);

    /// <summary>By value.</summary>
    public static bool operator !=(NodeId left, NodeId right) => !left.Equals(right);

    /// <summary>The same identifier in another namespace.</summary>
    public NodeId InNamespace(ushort index) => new(this, index);

    /// <summary>Reads <c>i=85</c>, <c>ns=2;s=Line.Station</c>, <c>ns=1;g=…</c>, <c>ns=1;b=…</c> (Part 6 §5.3.1.10).</summary>
    public static NodeId Parse(string text) => TryParse(text, out NodeId id)
        ? id
        : throw new FormatException($"'{text}' is no node id; expected [ns=<index>;](i=<number>|s=<text>|g=<guid>|b=<base64>).");

    /// <summary>As <see cref="Parse"/>; false when the text is no id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out NodeId id)
    {
        id = default;
        if (text is null)
        {
            return false;
        }

        ushort index = 0;
        ReadOnlySpan<char> rest = text;
        if (rest.StartsWith("ns="))
        {
            // Only the first semicolon separates: the rest belongs to the identifier, whatever it holds.
            int end = rest.IndexOf(';');
            if (end < 0 || !ushort.TryParse(rest[3..end], NumberStyles.None, CultureInfo.InvariantCulture, out index))
            {
                return false;
            }

            rest = rest[(end + 1)..];
        }

        return TryParseIdentifier(index, rest, out id);
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => NamespaceIndex == 0
        ? IdentifierText()
        : string.Create(CultureInfo.InvariantCulture, $"ns={NamespaceIndex};{IdentifierText()}");

    /// <inheritdoc/>
    public bool Equals(NodeId other) =>
        NamespaceIndex == other.NamespaceIndex && Kind == other.Kind && _numeric == other._numeric && Kind switch
        {
            IdType.Numeric => true,
            IdType.String => string.Equals((string)_identifier!, (string)other._identifier!, StringComparison.Ordinal),
            IdType.Guid => (Guid)_identifier! == (Guid)other._identifier!,
            _ => ((byte[])_identifier!).AsSpan().SequenceEqual((byte[])other._identifier!),
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NodeId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_identifier is byte[] bytes)
        {
            var hash = new HashCode();
            hash.Add(NamespaceIndex);
            hash.AddBytes(bytes);
            return hash.ToHashCode();
        }

        return HashCode.Combine(NamespaceIndex, _numeric, _identifier);
    }

    internal static bool TryParseIdentifier(ushort namespaceIndex, ReadOnlySpan<char> text, out NodeId id)
    {
        id = default;
        if (text.Length < 2 || text[1] != '=')
        {
            return false;
        }

        ReadOnlySpan<char> value = text[2..];
        switch (text[0])
        {
            case 'i' when uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint number):
                id = new NodeId(namespaceIndex, number);
                return true;
            case 's':
                id = new NodeId(namespaceIndex, value.ToString());
                return true;
            case 'g' when Guid.TryParse(value, out Guid guid):
                id = new NodeId(namespaceIndex, guid);
                return true;
            case 'b':
                byte[] bytes = new byte[value.Length];
                if (!Convert.TryFromBase64Chars(value, bytes, out int count))
                {
                    return false;
                }

                id = new NodeId(namespaceIndex, bytes[..count]);
                return true;
            default:
                return false;
        }
    }

    internal string IdentifierText() => Kind switch
    {
        IdType.Numeric => string.Create(CultureInfo.InvariantCulture, $"i={_numeric}"),
        IdType.String => "s=" + (string)_identifier!,
        IdType.Guid => string.Create(CultureInfo.InvariantCulture, $"g={(Guid)_identifier!}"),
        _ => "b=" + Convert.ToBase64String((byte[])_identifier!),
    };
}
