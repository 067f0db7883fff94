using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Scenarios;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Cli;

/// <summary><c>remedies</c>: what is late, and what would make it on time, each verified by planning with it.</summary>
internal static class RemediesVerb
{
    private const int ChainsShown = 10;
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(2);

    public static Command Command()
    {
        var plant = Options.Plant(required: true);
        var orders = Options.Orders(required: true);
        var seconds = Options.Seconds();
        var seed = Options.Seed();
        var start = Options.Instant("--start", Text.Of("option.start"));
        var json = new Option<bool>("--json") { Description = Text.Of("compare.json") };
        var command = new Command("remedies", Text.Of("remedies.description")) { plant, orders, seconds, seed, start, json };
        command.SetAction((parsed, cancel) => RunAsync(
            InputFiles.Read(parsed.GetRequiredValue(plant).FullName, [.. parsed.GetRequiredValue(orders).Select(file => file.FullName)]),
            new PlanningOptions(parsed.GetValue(seed), TimeSpan.FromSeconds(parsed.GetValue(seconds)), MaxIterations: null),
            parsed.GetValue(start),
            parsed.GetValue(json),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(InputFiles input, PlanningOptions options, DateTimeOffset? start, bool asJson, CancellationToken cancel)
    {
        var problem = new PlanningProblem(
            input.Configuration.Plant, [.. input.Orders.SelectMany(order => order.Elements)], start ?? input.Configuration.DemoStart, PlanIds.First, Committed: []);
        var line = new ProgressLine(Console.Error, !Console.IsErrorRedirected, LogInterval, TimeProvider.System);
        var remedies = await Task.Factory.StartNew(
            () => new RemedySearch(TimeProvider.System).Find(problem, options, new Progress(line), cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        line.End();
        if (asJson)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(remedies, PlanJson.Options));
        }
        else
        {
            Write(remedies);
        }

        return cancel.IsCancellationRequested ? ExitCode.Cancelled : ExitCode.Done;
    }

    private static void Write(Remedies remedies)
    {
        Console.Out.WriteLine(Text.Of("remedies.late", remedies.Late.Count, remedies.TardinessHours));
        if (remedies.Late.Count == 0)
        {
            return;
        }

        var late = new TextTable(Text.Of("remedies.floor"), Text.Of("remedies.elements"), Text.Of("compare.due"), Text.Of("compare.finish"), Text.Of("remedies.reason"));
        foreach (var floor in remedies.Late)
        {
            late.Add(Name(floor), floor.Elements.ToString(CultureInfo.InvariantCulture), Instant(floor.DueAt), Instant(floor.FinishAt), $"{floor.ReasonCode} {floor.Resource}".TrimEnd());
        }

        late.Write(Console.Out);
        Console.Out.WriteLine();
        WriteChains(remedies.Late);
        var table = new TextTable(Text.Of("remedies.change"), Text.Of("remedies.onTime"), Text.Of("remedies.still"), Text.Of("remedies.newly"), Text.Of("kpi.weightedTardinessHours"));
        foreach (var remedy in remedies.Tried)
        {
            table.Add(
                string.Join(" + ", remedy.Changes.Select(Words)),
                $"{remedy.OnTime.Count}: {string.Join(' ', remedy.OnTime.Select(Name))}".TrimEnd(':', ' '),
                remedy.StillLate.ToString(CultureInfo.InvariantCulture),
                remedy.NewlyLate.ToString(CultureInfo.InvariantCulture),
                remedy.TardinessHours.ToString("F1", CultureInfo.InvariantCulture));
        }

        table.Write(Console.Out);
    }

    private static void WriteChains(IReadOnlyList<LateFloor> floors)
    {
        foreach (var floor in floors.Take(ChainsShown))
        {
            Console.Out.WriteLine(Text.Of("remedies.chain", Name(floor)));
            foreach (var link in floor.Chain ?? [])
            {
                Console.Out.WriteLine($"  {Instant(link.Since)} – {Instant(link.Until)}  {ChainText.Of(link, CultureInfo.CurrentUICulture)}");
            }

            Console.Out.WriteLine();
        }

        if (floors.Count > ChainsShown)
        {
            Console.Out.WriteLine(Text.Of("remedies.more", floors.Count - ChainsShown));
            Console.Out.WriteLine();
        }
    }

    private static string Words(PlantChange change) => change switch
    {
        MoreMoulds more => Text.Of("remedies.moreMoulds", more.Count, more.MouldTypeId),
        MorePallets more => Text.Of("remedies.morePallets", more.Count, more.LineId),
        MoreCompartments more => Text.Of("remedies.moreCompartments", more.Levels, more.LineId),
        MoreGangs more => Text.Of("remedies.moreGangs", more.Count, more.CrewId),
        LongerDay { Calendar: { } calendar } longer => Text.Of("remedies.longerDayOf", longer.Minutes, calendar),
        LongerDay longer => Text.Of("remedies.longerDay", longer.Minutes),
        WorkOn { Calendar: { } calendar } day => Text.Of("remedies.workOnOf", day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), calendar),
        WorkOn day => Text.Of("remedies.workOn", day.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => change.ToString(),
    };

    private static string Name(LateFloor floor) => $"{floor.ProjectId}-{floor.Building}-F{floor.Floor.ToString(CultureInfo.InvariantCulture)}";

    private static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    // On the searching thread, so that no report comes after its end.
    private sealed class Progress(ProgressLine line) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => line.Show(Text.Of("remedies.progress", value.Done, value.Of));
    }
}
