using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
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
        var type = new MouldType(map.Id("id"), map.Name(), map.Id("line"), map.Int("count", 1, 999), [.. marks.Select(m => m.Value)])
        {
            CleaningMinutes = map.Int("cleaningMinutes", 0, 1440, whenLeftOut: 0),
            Changeovers = map.Has("changeovers") ? Changeovers(map, [.. marks.Select(m => m.Value)]) : [],
            Maintenance = map.Has("maintenance") ? Maintenance(map.Map("maintenance")) : null,
            Life = map.Has("life") ? Life(map.Map("life")) : null,
        };
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

    private static List<MouldChangeover> Changeovers(MapReader type, IReadOnlyList<string> marks)
    {
        var matrix = new List<MouldChangeover>();
        foreach (var map in type.Maps("changeovers", 1))
        {
            var change = new MouldChangeover(map.Mark("from"), map.Mark("to"), map.Int("minutes", 1, 2880));
            map.Done();
            foreach (var (key, mark) in ((string, string)[])[("from", change.FromMark), ("to", change.ToMark)])
            {
                if (map.Good(key) && type.Good("marks") && !marks.Contains(mark))
                {
                    map.Misfit(key, mark, Expectations.OneOf(marks), new LocalizedText($"该模具不做型号 {mark}", $"The mould doesn't make the mark {mark}"));
                }
            }

            if (map.Good("from", "to") && (change.FromMark == change.ToMark || matrix.Exists(c => c.FromMark == change.FromMark && c.ToMark == change.ToMark)))
            {
                map.Misfit(
                    "to", change.ToMark, new LocalizedText("另一型号，每对一次", "another mark, each pair once"),
                    new LocalizedText($"{change.FromMark} → {change.ToMark} 重复或未换型", $"{change.FromMark} → {change.ToMark} stands twice or changes nothing"));
            }

            matrix.Add(change);
        }

        return matrix;
    }

    private static MouldMaintenance Maintenance(MapReader map)
    {
        var maintenance = new MouldMaintenance(map.Int("everyTurns", 1, 10_000), map.Int("minutes", 1, 14_400));
        map.Done();
        return maintenance;
    }

    private static MouldLife Life(MapReader map)
    {
        var life = new MouldLife(map.Int("turns", 1, 10_000), map.Int("renewalDays", 1, 365));
        map.Done();
        return life;
    }
}
