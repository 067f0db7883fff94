using System.Globalization;
using PrecastMes.Exchange.Yaml;
using PrecastMes.Production;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Exchange.Plants;

/// <summary>Reads the <c>breaks</c> of a shift: each inside it, by start, not overlapping, and not all of it.</summary>
internal static class ShiftBreaksYaml
{
    private const int MinutesADay = 24 * 60;

    public static IReadOnlyList<ShiftBreak> Read(MapReader map, ShiftDefinition shift)
    {
        if (!map.Has("breaks"))
        {
            return [];
        }

        var breaks = new List<ShiftBreak>();
        var before = 0;
        var off = 0;
        foreach (var each in map.Maps("breaks", 0))
        {
            var pause = new ShiftBreak(each.Time("start"), each.Time("end"));
            each.Done();
            if (!each.Good("start", "end") || !map.Good("start", "end"))
            {
                continue;
            }

            int start = SinceBegin(shift, pause.Start), end = start + Length(pause.Start, pause.End);
            if (end > Length(shift.Start, shift.End))
            {
                each.Misfit(
                    "start", Shown(pause.Start),
                    new LocalizedText($"在班次 {Shown(shift.Start)}–{Shown(shift.End)} 之内的休息", $"a break inside the shift, {Shown(shift.Start)}–{Shown(shift.End)}"),
                    new LocalizedText($"休息 {Shown(pause.Start)}–{Shown(pause.End)} 超出班次 {shift.Id}", $"The break {Shown(pause.Start)}–{Shown(pause.End)} is not inside shift {shift.Id}"));
            }
            else if (start < before)
            {
                each.Misfit(
                    "start", Shown(pause.Start),
                    new LocalizedText($"不早于上一次休息的结束 {Shown(breaks[^1].End)}", $"not before the end of the break before, {Shown(breaks[^1].End)}"),
                    new LocalizedText($"班次 {shift.Id} 的休息重叠或顺序不对", $"Breaks of shift {shift.Id} overlap or stand out of order"));
            }
            else
            {
                (before, off) = (end, off + end - start);
                breaks.Add(pause);
            }
        }

        if (off > 0 && off == Length(shift.Start, shift.End))
        {
            map.Misfit(
                "breaks", "[…]", new LocalizedText("短于班次的休息", "breaks that leave some of the shift"),
                new LocalizedText($"班次 {shift.Id} 全是休息", $"Shift {shift.Id} is nothing but breaks"));
        }

        return breaks;
    }

    // Minutes around the clock; the same time again is a day later.
    private static int Length(TimeOnly from, TimeOnly to) => (int)(to - from).TotalMinutes is > 0 and var minutes ? minutes : MinutesADay;

    private static int SinceBegin(ShiftDefinition shift, TimeOnly time) => (int)(time - shift.Start).TotalMinutes;

    private static string Shown(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
