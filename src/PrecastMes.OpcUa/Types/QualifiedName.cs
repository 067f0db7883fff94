using System.Globalization;

namespace PrecastMes.OpcUa;

/// <summary>A name inside a namespace (Part 3 §8.3).</summary>
public readonly record struct QualifiedName(ushort NamespaceIndex, string? Name)
{
    /// <summary>Reads <c>2:Name</c> or <c>Name</c>.</summary>
    public static QualifiedName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && ushort.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out ushort index)
            ? new QualifiedName(index, text[(colon + 1)..])
            : new QualifiedName(0, text);
    }

    /// <summary><c>2:Name</c>, or the name alone in namespace 0.</summary>
    public override string ToString() => NamespaceIndex == 0 ? Name ?? "" : string.Create(CultureInfo.InvariantCulture, $"{NamespaceIndex}:{Name}");
}
