using System.Globalization;

namespace PrecastMes.OpcUa.Generator;

/// <summary>The published names of the nodes of namespace 0.</summary>
internal sealed record NodeIdTable(IReadOnlyList<(string Name, uint Id, string NodeClass)> Rows)
{
    public static NodeIdTable Load(string path) => new(
        [.. File.ReadLines(path).Select(line => line.Split(',')).Select(cells => (cells[0], uint.Parse(cells[1], CultureInfo.InvariantCulture), cells[2]))]);
}
