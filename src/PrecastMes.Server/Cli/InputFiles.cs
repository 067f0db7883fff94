using PrecastMes.Exchange;
using PrecastMes.Exchange.Orders;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production;
using PrecastMes.Production.Orders;

namespace PrecastMes.Server.Cli;

/// <summary>Everything that a verb reads, checked as a whole before anything is done with it.</summary>
/// <param name="Configuration">The plant.</param>
/// <param name="Orders">The orders, in the order of the files.</param>
internal sealed record InputFiles(PlantConfiguration Configuration, IReadOnlyList<ProjectOrder> Orders)
{
    /// <summary>Reads all files; the orders need a good plant to be checked against.</summary>
    /// <exception cref="BadInputException">With every problem of every file.</exception>
    public static InputFiles Read(string plantDirectory, IReadOnlyList<string> orderFiles)
    {
        var plant = PlantFiles.Load(plantDirectory);
        if (!plant.TryGet(out var configuration))
        {
            throw new BadInputException(plant.Problems);
        }

        var read = orderFiles.Select(file => (Name: Path.GetFileName(file), Order: OrderCsv.Read(file, configuration.Plant))).ToList();
        List<Problem> problems = [.. read.SelectMany(file => file.Order.Problems), .. Clashes(read)];
        return problems.Count == 0
            ? new InputFiles(configuration, [.. read.Select(file => file.Order.Value)])
            : throw new BadInputException(problems);
    }

    // Each file is checked by its reader; what only shows between files is checked here.
    private static IEnumerable<Problem> Clashes(List<(string Name, Loaded<ProjectOrder> Order)> files)
    {
        var projects = new Dictionary<string, string>(StringComparer.Ordinal);
        var elements = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, loaded) in files)
        {
            if (!loaded.TryGet(out var order))
            {
                continue;
            }

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
