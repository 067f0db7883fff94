using System.Globalization;

namespace PrecastMes.OpcUa.Server;

/// <summary>Something that keeps a NodeSet file from being loaded.</summary>
/// <param name="File">The name that the file was given when it was read.</param>
/// <param name="Line">1-based; 0 when the problem has no place in the file.</param>
public sealed record NodeSetProblem(string File, int Line, string Text)
{
    /// <summary>File, line and text, for a person.</summary>
    public override string ToString() => Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File}({Line}): {Text}") : $"{File}: {Text}";
}
