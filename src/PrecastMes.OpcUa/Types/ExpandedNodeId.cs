using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PrecastMes.OpcUa;

/// <summary>A node id that may name its namespace by URI and may live in another server (Part 3 §8.2, Part 6 §5.2.2.10).</summary>
/// <param name="NodeId">The id; its namespace index is 0 when <paramref name="NamespaceUri"/> is given.</param>
/// <param name="NamespaceUri">The namespace by URI, or null when the index of <paramref name="NodeId"/> holds.</param>
/// <param name="ServerIndex">Index into the ServerArray; 0 is the server that was asked.</param>
public readonly record struct ExpandedNodeId(NodeId NodeId, string? NamespaceUri = null, uint ServerIndex = 0)
{
    /// <summary>Names no node at all.</summary>
    public bool IsNull => NodeId.IsNull && NamespaceUri is null && ServerIndex == 0;

    /// <summary>A node of the server that is asked, by its namespace index.</summary>
    public static implicit operator ExpandedNodeId(NodeId id) => new(id);

    /// <summary>Reads what <see cref="NodeId.Parse"/> reads, and <c>[svr=…;]nsu=uri;…</c>.</summary>
    public static ExpandedNodeId Parse(string text) => TryParse(text, out ExpandedNodeId id)
        ? id
        : throw new FormatException($"'{text}' is no expanded node id; expected [svr=<index>;][nsu=<uri>;|ns=<index>;](i=|s=|g=|b=)….");

    /// <summary>As <see cref="Parse"/>; false when the text is no id.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ExpandedNodeId id)
    {
        id = default;
        if (text is null)
        {
            return false;
        }

        uint server = 0;
        if (text.StartsWith("svr=", StringComparison.Ordinal))
        {
            int end = text.IndexOf(';', StringComparison.Ordinal);
            if (end < 0 || !uint.TryParse(text.AsSpan(4, end - 4), NumberStyles.None, CultureInfo.InvariantCulture, out server))
            {
                return false;
            }

            text = text[(end + 1)..];
        }

        string? uri = null;
        if (text.StartsWith("nsu=", StringComparison.Ordinal))
        {
            int end = text.IndexOf(';', StringComparison.Ordinal);
            if (end < 0)
            {
                return false;
            }

            // Part 6 §5.3.1.11: semicolon and percent inside the URI are escaped.
            uri = text[4..end].Replace("%3B", ";", StringComparison.OrdinalIgnoreCase).Replace("%25", "%", StringComparison.Ordinal);
            if (!NodeId.TryParseIdentifier(0, text.AsSpan(end + 1), out NodeId identifier))
            {
                return false;
            }

            id = new ExpandedNodeId(identifier, uri, server);
            return true;
        }

        if (!NodeId.TryParse(text, out NodeId local))
        {
            return false;
        }

        id = new ExpandedNodeId(local, uri, server);
        return true;
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString()
    {
        string server = ServerIndex == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"svr={ServerIndex};");
        return NamespaceUri is null
            ? server + NodeId
            : $"{server}nsu={NamespaceUri.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)};{NodeId.IdentifierText()}";
    }
}
