using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PrecastMes.Scheduling.Comparing;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Cli;

/// <summary><c>compare</c>: two plans that <c>plan</c> wrote, e.g. of a plant with and without another mould, figure by figure and element by element.</summary>
internal static class CompareVerb
{
    public static Command Command()
    {
        var before = new Argument<FileInfo>("BEFORE.json") { Description = Text.Of("compare.file.before") };
        var after = new Argument<FileInfo>("AFTER.json") { Description = Text.Of("compare.file.after") };
        var json = new Option<bool>("--json") { Description = Text.Of("compare.json") };
        var command = new Command("compare", Text.Of("compare.description")) { before, after, json };
        command.SetAction(parsed =>
        {
            var comparison = PlanComparison.Of(Read(parsed.GetRequiredValue(before)), Read(parsed.GetRequiredValue(after)));
            if (parsed.GetValue(json))
            {
                Console.Out.WriteLine(JsonSerializer.Serialize(comparison, PlanJson.Options));
                return ExitCode.Done;
            }

            KpiTable.Write(Console.Out, comparison.Before, comparison.After);
            Console.Out.WriteLine();
            Console.Out.WriteLine(Text.Of(
                "compare.summary",
                comparison.Same,
                comparison.Changes.Count(change => change.Kind == ElementChangeKind.Moved),
                comparison.Changes.Count(change => change.Kind == ElementChangeKind.Added),
                comparison.Changes.Count(change => change.Kind == ElementChangeKind.Removed),
                comparison.Changes.Count(change => change.BecomesLate),
                comparison.Changes.Count(change => change.BecomesOnTime)));
            if (comparison.Changes.Count > 0)
            {
                WriteChanges(comparison.Changes);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Plan Read(FileInfo file)
    {
        try
        {
            using var stream = file.OpenRead();
            return JsonSerializer.Deserialize<Plan>(stream, PlanJson.Options) is { Kpi: not null, Loads: not null } plan
                ? plan
                : throw new UsageException(Text.Of("compare.bad", file.FullName, "null"));
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Text.Of("compare.bad", file.FullName, fault.Message));
        }
    }

    private static void WriteChanges(IReadOnlyList<ElementChange> changes)
    {
        var table = new TextTable(
            Text.Of("compare.element"), Text.Of("compare.change"), Text.Of("compare.line"), Text.Of("compare.start"), Text.Of("compare.finish"), Text.Of("compare.due"), Text.Of("compare.lateness"));
        foreach (var change in changes)
        {
            table.Add(
                change.ElementId,
                Text.Of("compare.kind." + (change.HasOtherCompany ? "company" : change.Kind.ToString())),
                Pair(change.LineBefore, change.LineAfter),
                Pair(Instant(change.StartBefore), Instant(change.StartAfter)),
                Pair(Instant(change.FinishBefore), Instant(change.FinishAfter)),
                Pair(Instant(change.DueBefore), Instant(change.DueAfter)),
                change.BecomesLate ? Text.Of("compare.late") : change.BecomesOnTime ? Text.Of("compare.onTime") : "");
        }

        table.Write(Console.Out);
    }

    private static string Pair(string? before, string? after) => before == after ? before ?? "" : $"{before ?? "–"} → {after ?? "–"}";

    private static string? Instant(DateTimeOffset? instant) => instant?.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
