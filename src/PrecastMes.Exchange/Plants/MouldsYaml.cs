using PrecastMes.Exchange.Yaml;
using PrecastMes.Production.Moulds;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads <c>moulds.yaml</c>.</summary>
internal static class MouldsYaml
{
    /// <param name="map">The file.</param>
    /// <param name="names">Ids and references.</param>
    /// <param name="fixedAreas">Lines whose moulds are work units.</param>
    public static IReadOnlyList<MouldType> Read(MapReader map, References names, IReadOnlyList<string> fixedAreas)
    {
        var types = map.Maps("mouldTypes", 1).Select(m => MouldType(m, names, fixedAreas)).ToList();
        map.Done();
        return types;
    }

    private static MouldType MouldType(MapReader map, References names, IReadOnlyList<string> fixedAreas)
    {
        var marks = map.Marks("marks", 1);
        var type = new MouldType(map.Id("id"), map.Name(), map.Id("line"), map.Int("count", 1, 999), [.. marks.Select(m => m.Value)]);
        map.Done();
        names.Define(NameKind.MouldType, type.Id, map.At("id"));
        names.Use(NameKind.Line, type.LineId, map.At("line"));
        foreach (var (mark, place) in marks)
        {
            names.Define(NameKind.Mark, mark, place);
        }

        if (fixedAreas.Contains(type.LineId) && map.Good("id", "count"))
        {
            foreach (var unit in type.Units())
            {
                names.Define(NameKind.Unit, unit, map.At("id"));
            }
        }

        return type;
    }
}
