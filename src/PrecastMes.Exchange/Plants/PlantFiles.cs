using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Lines;

namespace PrecastMes.Exchange.Plants;

/// <summary>
/// Reads a plant's directory: <c>plant.yaml</c>, <c>calendar.yaml</c>, <c>moulds.yaml</c>, <c>tags.yaml</c> and every
/// <c>line-*.yaml</c>. All files are read and all problems reported, whatever the first of them is.
/// </summary>
public static class PlantFiles
{
    private const string PlantFile = "plant.yaml";
    private const string CalendarFile = "calendar.yaml";
    private const string MouldsFile = "moulds.yaml";
    private const string TagsFile = "tags.yaml";
    private const string LinePattern = "line-*.yaml";

    /// <summary>The plant of a directory, or everything that is wrong with it.</summary>
    public static Loaded<PlantConfiguration> Load(string directory)
    {
        var problems = new ProblemList();
        if (!Directory.Exists(directory))
        {
            problems.Add(
                directory, 0, 0, "", directory, new LocalizedText("工厂配置目录", "the directory of a plant"),
                new LocalizedText($"目录 {directory} 不存在", $"The directory {directory} does not exist"));
            return new Loaded<PlantConfiguration>(null, problems.InOrder());
        }

        var names = new References(problems);
        var (circulation, fixedAreas) = Lines(directory, problems, names);
        var moulds = Open(MouldsFile, NameKind.MouldType, NameKind.Mark, NameKind.Unit);
        var mouldTypes = MouldsYaml.Read(moulds, names, [.. fixedAreas.Select(a => a.Id)]);
        var calendar = CalendarYaml.Read(Open(CalendarFile, NameKind.Shift, NameKind.Calendar), names, out var calendars);
        var tags = TagsYaml.Read(Open(TagsFile), names);
        var configuration = PlantYaml.Read(
            Open(PlantFile, NameKind.Family, NameKind.CuringProgram, NameKind.District),
            names,
            new PlantParts(calendar, calendars, circulation, fixedAreas, mouldTypes, tags));
        names.Resolve();
        return new Loaded<PlantConfiguration>(configuration, problems.InOrder());

        MapReader Open(string file, params ReadOnlySpan<NameKind> gives)
        {
            var root = YamlTree.Read(Path.Combine(directory, file), file, problems);
            if (root is null)
            {
                names.Incomplete(gives);
            }

            return new MapReader(root, problems);
        }
    }

    private static (List<CirculationLine> Circulation, List<FixedMouldArea> FixedAreas) Lines(
        string directory, ProblemList problems, References names)
    {
        var circulation = new List<CirculationLine>();
        var fixedAreas = new List<FixedMouldArea>();
        var files = Directory.GetFiles(directory, LinePattern).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            names.Incomplete(NameKind.Line, NameKind.CirculationLine, NameKind.Unit);
            problems.Add(
                LinePattern, 0, 0, "", "", new LocalizedText("至少一条生产线", "at least one line"),
                new LocalizedText($"目录 {directory} 中没有 {LinePattern}", $"There is no {LinePattern} in {directory}"));
        }

        foreach (var file in files)
        {
            var root = YamlTree.Read(Path.Combine(directory, file), file, problems);
            var map = new MapReader(root, problems);
            if (root is null || !ReadLine(map))
            {
                names.Incomplete(NameKind.Line, NameKind.CirculationLine, NameKind.Unit);
            }
        }

        return (circulation, fixedAreas);

        bool ReadLine(MapReader map)
        {
            switch (map.Word("kind", LineKinds.Words))
            {
                case LineKind.Circulation:
                    circulation.Add(CirculationLineYaml.Read(map, names));
                    return true;
                case LineKind.FixedMoulds:
                    fixedAreas.Add(FixedMouldAreaYaml.Read(map, names));
                    return true;
                default:
                    return false;
            }
        }
    }
}
