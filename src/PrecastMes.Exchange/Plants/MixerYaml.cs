using PrecastMes.Exchange.Yaml;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads <c>mixer</c>; lines may share one, so its id may stand in several line files.</summary>
internal static class MixerYaml
{
    public static string Read(MapReader line, References names, out int batchSeconds, out string? calendarId)
    {
        var map = line.Map("mixer");
        var id = map.Id("id");
        batchSeconds = map.Int("batchSeconds", 1, 3600);
        calendarId = CalendarYaml.Use(map, names);
        map.Done();
        names.DefineShared(NameKind.Unit, id, map.At("id"), "mixer");
        names.Agree(id, "calendar", calendarId, calendarId is null ? map.At("id") : map.At("calendar"));
        return id;
    }
}
