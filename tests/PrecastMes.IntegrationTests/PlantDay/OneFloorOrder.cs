using PrecastMes.IntegrationTests.Processes;

namespace PrecastMes.IntegrationTests.PlantDay;

/// <summary>An order file of one floor of the sample: slabs, walls, beams, stairs and balconies, about a dozen pallets.</summary>
internal static class OneFloorOrder
{
    /// <summary>Writes the file and gives the element ids in it.</summary>
    public static IReadOnlyList<string> Write(string target)
    {
        var lines = File.ReadAllLines(Path.Combine(Programs.Orders, "HX1.csv"));
        var columns = lines[0].TrimStart('\uFEFF').Split(',');
        int building = Array.IndexOf(columns, "building"), floor = Array.IndexOf(columns, "floor"), element = Array.IndexOf(columns, "element");
        var first = lines[1].Split(',');
        var rows = lines.Skip(1).Select(line => (line, cells: line.Split(',')))
            .Where(row => row.cells[building] == first[building] && row.cells[floor] == first[floor])
            .ToList();
        File.WriteAllLines(target, [lines[0], .. rows.Select(row => row.line)]);
        return [.. rows.Select(row => row.cells[element])];
    }
}
