using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Scheduling;

/// <summary>An ordered element as the checker reads it from an order file.</summary>
internal sealed record CheckedElement(
    string Id, string Mark, string Family, long Length, long Width, string Grade, long Litres, long Kg, DateTime Need, DateTime? Release = null, long Weight = 1, string FloorKey = "");

/// <summary>The plant's and the orders' files, read without any code of the product.</summary>
internal sealed class PlanCheckerInput
{
    public PlanCheckerInput(string plantDirectory, IEnumerable<string> orderFiles)
    {
        Plant = PlanCheckerYaml.Read(Path.Combine(plantDirectory, "plant.yaml"));
        CalendarFile = PlanCheckerYaml.Read(Path.Combine(plantDirectory, "calendar.yaml"));
        Lines = Directory.GetFiles(plantDirectory, "line-*.yaml").Order(StringComparer.Ordinal).Select(PlanCheckerYaml.Read).ToDictionary(l => l.Text("id"));
        Moulds = PlanCheckerYaml.Read(Path.Combine(plantDirectory, "moulds.yaml")).Maps("mouldTypes");
        Families = Plant.Maps("families").ToDictionary(f => f.Text("code"));
        Programs = Plant.Maps("curingPrograms").ToDictionary(p => p.Text("id"));
        Elements = orderFiles.SelectMany(Read).ToDictionary(e => e.Id);
    }

    public YamlMappingNode Plant { get; }

    public YamlMappingNode CalendarFile { get; }

    public Dictionary<string, YamlMappingNode> Lines { get; }

    public List<YamlMappingNode> Moulds { get; }

    public Dictionary<string, YamlMappingNode> Families { get; }

    public Dictionary<string, YamlMappingNode> Programs { get; }

    public Dictionary<string, CheckedElement> Elements { get; }

    private static IEnumerable<CheckedElement> Read(string path)
    {
        var rows = File.ReadAllLines(path).Select(r => r.TrimStart('\uFEFF').Split(',')).ToList();
        foreach (var row in rows.Skip(1).Where(r => r.Length > 1))
        {
            string Of(string column) => row[Array.IndexOf(rows[0], column)];
            string Perhaps(string column) => rows[0].Contains(column) ? Of(column) : "";
            long Number(string column) => long.Parse(Of(column), CultureInfo.InvariantCulture);
            yield return new CheckedElement(
                Of("element"), Of("mark"), Of("family"), Number("length_mm"), Number("width_mm"), Of("concrete_grade"),
                (long)(decimal.Parse(Of("volume_m3"), CultureInfo.InvariantCulture) * 1000), Number("weight_kg"),
                DateTime.Parse(Of("need_date"), CultureInfo.InvariantCulture),
                Perhaps("release_date") is { Length: > 0 } release ? DateTime.Parse(release, CultureInfo.InvariantCulture) : null,
                Perhaps("tardiness_weight") is { Length: > 0 } weight ? long.Parse(weight, CultureInfo.InvariantCulture) : 1,
                $"{Perhaps("project")}/{Perhaps("building")}/{Perhaps("floor")}");
        }
    }
}
