using System.Globalization;
using PrecastMes.Scheduling.RoughLoad;

namespace PrecastMes.Server.Cli;

/// <summary>The rough load as tables: families by week, the fullest resources, what is too full, and each offer's verdict.</summary>
internal static class LoadTables
{
    // Below it in every week, and with all offers taken, a resource is nobody's question.
    private const double WorthShowing = 80;

    public static void Write(TextWriter writer, WeeklyLoad load)
    {
        writer.WriteLine(Text.Of("load.title", load.PlantId, load.Weeks[0].Name, load.Weeks[^1].Name));
        writer.WriteLine();
        Families(load).Write(writer);
        writer.WriteLine();
        Resources(writer, load);
        Overloads(writer, load);
        if (load.Offers.Count > 0)
        {
            writer.WriteLine();
            Offers(load).Write(writer);
        }

        writer.WriteLine();
        writer.WriteLine(Text.Of("load.rest", load.Overdue, load.Later));
    }

    private static TextTable Families(WeeklyLoad load)
    {
        var table = new TextTable(
            Text.Of("load.week"), Text.Of("load.family"), Text.Of("load.pieces"), "m³", Text.Of("load.offered"), Text.Of("load.fullest"), Text.Of("load.hours"),
            Text.Of("load.ordered.percent"), Text.Of("load.expected.percent"), Text.Of("load.taken.percent"));
        for (var week = 0; week < load.Weeks.Count; week++)
        {
            foreach (var (code, each) in load.Families.Select(family => (family.FamilyCode, family.Weeks[week])).Where(each => each.Item2.Taken.Pieces > 0))
            {
                table.Add(
                    load.Weeks[week].Name,
                    code,
                    Number(each.Ordered.Pieces),
                    Number(each.Ordered.VolumeM3, "F1"),
                    each.Taken.Pieces > each.Ordered.Pieces ? Text.Of("load.offered.cell", Number(each.Offered.Pieces, "0.#"), Number(each.Offered.VolumeM3, "F1"), Number(each.Taken.Pieces - each.Ordered.Pieces)) : "",
                    each.Fullest is { } at ? Name(at.Kind, at.Id) : "",
                    each.Fullest is { } hours ? Number(hours.FamilyHours, "F1") : "",
                    each.Fullest is { } ordered ? Percent(ordered.OrderedPercent) : "",
                    each.Fullest is { } expected ? Percent(expected.ExpectedPercent) : "",
                    each.Fullest is { } taken ? Percent(taken.TakenPercent) : "");
            }
        }

        return table;
    }

    private static void Resources(TextWriter writer, WeeklyLoad load)
    {
        var full = load.Resources.Where(resource => resource.Weeks.Any(week => week.TakenPercent is null or >= WorthShowing)).ToList();
        writer.WriteLine(Text.Of("load.resources", WorthShowing, load.Resources.Count - full.Count));
        if (full.Count == 0)
        {
            return;
        }

        var table = new TextTable([Text.Of("load.resource"), .. load.Weeks.Select(week => week.Name)]);
        foreach (var resource in full)
        {
            table.Add([Name(resource.Kind, resource.Id), .. resource.Weeks.Select(week =>
                week.TakenHours > week.OrderedHours ? $"{Percent(week.OrderedPercent)} / {Percent(week.ExpectedPercent)} / {Percent(week.TakenPercent)}" : Percent(week.OrderedPercent))]);
        }

        table.Write(writer);
    }

    private static void Overloads(TextWriter writer, WeeklyLoad load)
    {
        writer.WriteLine();
        if (load.Overloads.Count == 0)
        {
            writer.WriteLine(Text.Of("load.none"));
            return;
        }

        var table = new TextTable(
            Text.Of("load.over"), Text.Of("load.over.ordered"), Text.Of("load.over.expected"), Text.Of("load.over.taken"), Text.Of("load.peak"), Text.Of("load.earlier"));
        foreach (var over in load.Overloads)
        {
            table.Add(
                Name(over.Kind, over.Id), over.OrderedFrom ?? "–", over.ExpectedFrom ?? "–", over.TakenFrom, $"{over.PeakWeek} {Percent(over.PeakPercent)}",
                over.EarlierHelps ? Text.Of("load.yes") : Text.Of("load.no"));
        }

        table.Write(writer);
    }

    private static TextTable Offers(WeeklyLoad load)
    {
        var table = new TextTable(
            Text.Of("load.offer"), Text.Of("load.probability"), Text.Of("load.pieces"), "m³", Text.Of("load.verdict"), Text.Of("load.peak"), Text.Of("load.without"),
            Text.Of("load.overdue"), Text.Of("load.later"));
        foreach (var offer in load.Offers)
        {
            table.Add(
                offer.ProjectId,
                Number(offer.Probability, "0.###"),
                Number(offer.Whole.Pieces),
                Number(offer.Whole.VolumeM3, "F1"),
                Text.Of("load.verdict." + offer.Verdict),
                offer.Peak is { } peak ? $"{Name(peak.Kind, peak.Id)} {peak.Week} {Percent(peak.Percent)}" : "",
                offer.Peak is { } without ? Percent(without.OrderedPercent) : "",
                Number(offer.Overdue),
                Number(offer.Later));
        }

        return table;
    }

    private static string Name(ResourceKind kind, string id) => Text.Of("load.kind." + kind, id);

    // Too much is marked by a sign, for a log has no colours.
    private static string Percent(double? percent) =>
        percent is not { } value ? Text.Of("load.closed") : Number(value, "F0") + (value > 100 ? " % !" : " %");

    private static string Number(double value, string format = "0") => value.ToString(format, CultureInfo.InvariantCulture);
}
