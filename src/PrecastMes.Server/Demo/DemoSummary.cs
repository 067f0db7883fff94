using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrecastMes.City.Capacity;
using PrecastMes.Execution.Live;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Output;
using PrecastMes.Production;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Api.Tables;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Demo;

/// <summary>What the demo's plant did, at its end. Capacity, scheduled volume and output are three figures.</summary>
/// <param name="From">Plant time of the start.</param>
/// <param name="Until">Plant time of the end.</param>
/// <param name="Figures">How the plant stands.</param>
/// <param name="Output">Elements that passed.</param>
/// <param name="ScheduledLitres">Volume that the plan ends in this time, litres.</param>
/// <param name="ScheduledElements">Elements of it.</param>
/// <param name="CapacityLitres">Declared capacity of the working days begun in this time, litres.</param>
/// <param name="ShiftsClosed">Closed shifts.</param>
internal sealed record DemoSummary(
    DateTimeOffset From,
    DateTimeOffset Until,
    DemoFigures Figures,
    IReadOnlyList<PassedElement> Output,
    long ScheduledLitres,
    int ScheduledElements,
    long CapacityLitres,
    int ShiftsClosed)
{
    /// <summary>Reads it.</summary>
    public static async Task<DemoSummary> ReadAsync(
        IDbContextFactory<PrecastContext> contexts,
        LiveLine live,
        Plant plant,
        DateTimeOffset from,
        DateTimeOffset until,
        CancellationToken cancellationToken)
    {
        var zone = plant.Calendar.Zone();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var scheduled = await context.ScheduledBetweenAsync(zone, from, until, cancellationToken);
        // A run of one day begins at 06:00 and ends at 06:00: the second day has not begun to work.
        var lastDay = zone.DayOf(until.AddHours(-6).AddTicks(-1));
        var firstDay = zone.DayOf(from);
        var capacity = CapacityStatement.Of(plant).Between(plant.Calendar, firstDay, lastDay < firstDay ? firstDay : lastDay);
        return new DemoSummary(
            from,
            until,
            await DemoFigures.ReadAsync(contexts, live, cancellationToken),
            await context.OutputBetweenAsync(zone, from, until, cancellationToken),
            scheduled.Sum(element => (long)element.VolumeLitres),
            scheduled.Count,
            capacity.Litres,
            await context.ShiftCloses.CountAsync(cancellationToken));
    }

    /// <summary>Writes it as tables.</summary>
    public void Write(TextWriter writer, Plant plant, IReadOnlyList<string> faults)
    {
        var zone = plant.Calendar.Zone();
        var onTime = Output.Count == 0 ? "–" : Text.Of("percent", Output.Count(element => element.OnTime) * 100.0 / Output.Count);
        writer.WriteLine();
        writer.WriteLine(Text.Of("demo.summary", Local(From, zone), Local(Until, zone)));
        var table = new TextTable(Text.Of("kpi.name"), Text.Of("kpi.value"));
        table.Add(Text.Of("summary.cast"), Number(Figures.PalletsCast));
        table.Add(Text.Of("summary.curing"), Number(Figures.InCuring));
        table.Add(Text.Of("summary.passed"), Number(Output.Count));
        table.Add(Text.Of("summary.onTime"), onTime);
        table.Add(Text.Of("summary.capacity"), M3(CapacityLitres));
        table.Add(Text.Of("summary.scheduled"), Text.Of("summary.volume", M3(ScheduledLitres), ScheduledElements));
        table.Add(Text.Of("summary.output"), Text.Of("summary.volume", M3(Output.Sum(e => (long)e.VolumeLitres)), Output.Count));
        table.Add(Text.Of("summary.closes"), Number(ShiftsClosed));
        table.Add(Text.Of("summary.faults"), faults.Count == 0 ? Text.Of("summary.none") : string.Join(' ', faults));
        table.Write(writer);
        Write(writer, "summary.family", Output.ByFamily(), code => plant.Families.FirstOrDefault(family => family.Code == code)?.Name);
        Write(writer, "summary.district", Output.ByDistrict(), id => plant.Districts.FirstOrDefault(district => district.Id == id)?.Name);
    }

    private static void Write(TextWriter writer, string title, IReadOnlyList<OutputSum<string>> sums, Func<string, LocalizedText?> name)
    {
        if (sums.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        var table = new TextTable(Text.Of(title), "", Text.Of("summary.passed"), "m³");
        foreach (var sum in sums)
        {
            table.Add(sum.Key, name(sum.Key)?.For(Language.TwoLetters) ?? "", Number(sum.Elements), M3(sum.VolumeLitres));
        }

        table.Write(writer);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string M3(long litres) => Volume.M3(litres).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Local(DateTimeOffset instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
