using PrecastMes.Exchange;
using PrecastMes.Production;
using PrecastMes.Production.Orders;

namespace PrecastMes.Server.Cli;

/// <summary>What only shows between order files; each is checked by its reader.</summary>
internal static class OrderClashes
{
    /// <summary>Projects and elements that stand in more than one file.</summary>
    public static IEnumerable<Problem> Between(IReadOnlyList<(string Name, ProjectOrder Order)> files)
    {
        var projects = new Dictionary<string, string>(StringComparer.Ordinal);
        var elements = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, order) in files)
        {
            if (!projects.TryAdd(order.Project.Id, name))
            {
                yield return Clash(name, 2, "project", order.Project.Id, projects[order.Project.Id]);
                continue;
            }

            for (var i = 0; i < order.Elements.Count; i++)
            {
                var id = order.Elements[i].Id;
                if (!elements.TryAdd(id, name))
                {
                    // The header is line 1 and elements stand in file order.
                    yield return Clash(name, i + 2, "element", id, elements[id]);
                }
            }
        }
    }

    private static Problem Clash(string file, int line, string column, string value, string other) => new(
        file, line, 0, column, value,
        new LocalizedText("在所有文件中唯一", "unique in all files"),
        new LocalizedText($"{value} 也出现在 {other} 中", $"{value} also stands in {other}"));
}
