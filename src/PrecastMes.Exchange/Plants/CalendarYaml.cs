using System.Globalization;
using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads <c>calendar.yaml</c>.</summary>
internal static class CalendarYaml
{
    private const int MinutesADay = 24 * 60;

    private static readonly Dictionary<string, DayOfWeek> Weekdays = new(StringComparer.Ordinal)
    {
        ["monday"] = DayOfWeek.Monday,
        ["tuesday"] = DayOfWeek.Tuesday,
        ["wednesday"] = DayOfWeek.Wednesday,
        ["thursday"] = DayOfWeek.Thursday,
        ["friday"] = DayOfWeek.Friday,
        ["saturday"] = DayOfWeek.Saturday,
        ["sunday"] = DayOfWeek.Sunday,
    };

    /// <summary>The plant's calendar and those of its resources.</summary>
    public static PlantCalendar Read(MapReader map, References names, out IReadOnlyDictionary<string, PlantCalendar> calendars)
    {
        var zone = map.Text("timeZone", 64);
        if (map.Good("timeZone") && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            map.Misfit(
                "timeZone", zone, new LocalizedText("IANA 时区，例如 Asia/Shanghai", "an IANA time zone, e.g. Asia/Shanghai"),
                new LocalizedText($"没有时区 {zone}", $"There is no time zone {zone}"));
        }

        var calendar = new PlantCalendar(zone, Shifts(map, names, NameKind.Shift), WorkDays(map, names), Dates(map, "daysOff", names), Dates(map, "extraDays", names), Overtime(map));
        CheckDays(map, calendar);
        calendars = OfResources(map, names, calendar);
        map.Done();
        return calendar;
    }

    /// <summary>The calendar of a resource that has one of its own.</summary>
    public static string? Use(MapReader resource, References names)
    {
        if (!resource.Has("calendar"))
        {
            return null;
        }

        var id = resource.Id("calendar");
        names.Use(NameKind.Calendar, id, resource.At("calendar"));
        return id;
    }

    // What a calendar of resources leaves out is as in the plant's.
    private static Dictionary<string, PlantCalendar> OfResources(MapReader plant, References names, PlantCalendar plants)
    {
        var calendars = new Dictionary<string, PlantCalendar>(StringComparer.Ordinal);
        foreach (var (id, map, place) in plant.Has("calendars") ? plant.MapsByKey("calendars") : [])
        {
            names.Define(NameKind.Calendar, id, place);
            var own = plants with
            {
                Shifts = map.Has("shifts") ? Shifts(map, names, new NameKind(NameKind.Shift.Word)) : plants.Shifts,
                WorkDays = map.Has("workDays") ? WorkDays(map, names) : plants.WorkDays,
                DaysOff = map.Has("daysOff") ? Dates(map, "daysOff", names) : plants.DaysOff,
                ExtraDays = map.Has("extraDays") ? Dates(map, "extraDays", names) : plants.ExtraDays,
                OvertimeMinutes = map.Has("overtimeMinutes") ? Overtime(map) : plants.OvertimeMinutes,
            };
            map.Done();
            if (map.Has("daysOff") || map.Has("extraDays"))
            {
                CheckDays(map, own);
            }

            calendars[id] = own;
        }

        return calendars;
    }

    private static IReadOnlyList<DayOfWeek> WorkDays(MapReader map, References names) => Once(
        map.Scalars<DayOfWeek>("workDays", 1, Expectations.OneOf(Weekdays.Keys), t => Weekdays.TryGetValue(t, out var day) ? day : null),
        names, "星期", "weekday", d => d.ToString());

    private static int Overtime(MapReader map) => map.Int("overtimeMinutes", 0, 480);

    private static void CheckDays(MapReader map, PlantCalendar calendar)
    {
        foreach (var both in calendar.DaysOff.Intersect(calendar.ExtraDays))
        {
            map.Misfit(
                map.Has("extraDays") ? "extraDays" : "daysOff", both.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                new LocalizedText("不同时在 daysOff 和 extraDays 中的日期", "dates that are not both in daysOff and in extraDays"),
                new LocalizedText($"{both:yyyy-MM-dd} 既停工又加班", $"{both:yyyy-MM-dd} is a day off and an extra day"));
        }
    }

    private static List<ShiftDefinition> Shifts(MapReader map, References names, NameKind kind)
    {
        var maps = map.Maps("shifts", 1);
        var shifts = maps.Select(m => Shift(m, names, kind)).ToList();
        CheckOrder(maps, shifts);
        return shifts;
    }

    private static ShiftDefinition Shift(MapReader map, References names, NameKind kind)
    {
        var shift = new ShiftDefinition(map.Id("id"), map.Name(), map.Time("start"), map.Time("end"));
        shift = shift with { Breaks = ShiftBreaksYaml.Read(map, shift) };
        map.Done();
        names.Define(kind, shift.Id, map.At("id"));
        return shift;
    }

    // Minutes from the first day's midnight; the last shift may reach into the next day up to the first one's start.
    private static void CheckOrder(IReadOnlyList<MapReader> maps, List<ShiftDefinition> shifts)
    {
        for (var i = 0; i < shifts.Count; i++)
        {
            var last = i == shifts.Count - 1;
            var next = last ? 0 : i + 1;
            if (!maps[i].Good("start", "end") || !maps[next].Good("start"))
            {
                continue;
            }

            var nextStart = Minutes(shifts[next].Start) + (last ? MinutesADay : 0);
            if (End(shifts[i]) > nextStart || (!last && nextStart <= Minutes(shifts[i].Start)))
            {
                maps[next].Misfit(
                    "start", shifts[next].Start.ToString("HH:mm", CultureInfo.InvariantCulture),
                    new LocalizedText(
                        $"不早于班次 {shifts[i].Id} 的结束 {shifts[i].End:HH\\:mm}", $"not before the end of shift {shifts[i].Id}, {shifts[i].End:HH\\:mm}"),
                    new LocalizedText(
                        $"班次 {shifts[next].Id} 与 {shifts[i].Id} 重叠或顺序不对",
                        $"Shift {shifts[next].Id} overlaps {shifts[i].Id} or stands out of order"));
            }
        }
    }

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;

    private static int End(ShiftDefinition shift) => Minutes(shift.End) + (shift.End > shift.Start ? 0 : MinutesADay);

    private static IReadOnlyList<DateOnly> Dates(MapReader map, string key, References names) => Once(
        map.Scalars<DateOnly>(
            key, 0, Expectations.Date,
            t => DateOnly.TryParseExact(t, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null),
        names, "日期", "date", d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static IReadOnlyList<T> Once<T>(
        IReadOnlyList<(T Value, Place Place)> values, References names, string zh, string en, Func<T, string> shown)
    {
        var kind = new NameKind(new LocalizedText(zh, en));
        foreach (var (value, place) in values)
        {
            names.Define(kind, shown(value), place);
        }

        return [.. values.Select(v => v.Value)];
    }
}
