using System.CommandLine;
using System.Globalization;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Cli;

/// <summary><c>plan</c>: makes a plan from files, without a server.</summary>
internal static class PlanVerb
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(2);

    public static Command Command()
    {
        var plant = Options.Plant(required: true);
        var orders = Options.Orders(required: true);
        var output = new Option<DirectoryInfo>("--out") { Description = Text.Of("option.out"), HelpName = "DIR", Required = true };
        var seconds = Options.Seconds();
        var seed = Options.Seed();
        var start = Options.Instant("--start", Text.Of("option.start"));
        var whatIf = new Option<FileInfo>("--what-if") { Description = Text.Of("option.whatIf"), HelpName = "FILE.json" }.AcceptExistingOnly();
        var command = new Command("plan", Text.Of("plan.description")) { plant, orders, output, seconds, seed, start, whatIf };
        command.SetAction((parsed, cancel) => RunAsync(
            InputFiles.Read(parsed.GetRequiredValue(plant).FullName, [.. parsed.GetRequiredValue(orders).Select(file => file.FullName)]),
            parsed.GetRequiredValue(output).FullName,
            new PlanningOptions(parsed.GetValue(seed), TimeSpan.FromSeconds(parsed.GetValue(seconds)), MaxIterations: null),
            parsed.GetValue(start),
            parsed.GetValue(whatIf),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(
        InputFiles input, string directory, PlanningOptions options, DateTimeOffset? start, FileInfo? whatIf, CancellationToken cancel)
    {
        var problem = new PlanningProblem(
            input.Configuration.Plant,
            [.. input.Orders.SelectMany(order => order.Elements)],
            start ?? input.Configuration.DemoStart,
            PlanIds.First,
            Committed: []);
        if (whatIf is not null)
        {
            var scenario = ScenarioFile.Read(whatIf, problem);
            problem = scenario.Apply(problem);
            await Console.Out.WriteLineAsync(Text.Of("plan.whatIf", scenario.Name));
        }

        var files = PlanFiles.Open(directory);
        var line = new ProgressLine(Console.Error, !Console.IsErrorRedirected, LogInterval, TimeProvider.System);
        var plan = await PlanSearch.RunAsync(problem, options, new PlanningProgressText(line), cancel);
        line.End();
        if (plan is null)
        {
            await Console.Error.WriteLineAsync(Text.Of("plan.cancelled.none"));
            return ExitCode.Cancelled;
        }

        foreach (var file in files.Write(plan, problem.Plant))
        {
            await Console.Out.WriteLineAsync(Text.Of("plan.written", file));
        }

        KpiTable.Write(Console.Out, plan.Kpi);
        if (plan.NoOvertime is { Count: > 0 } days)
        {
            await Console.Out.WriteLineAsync(Text.Of("objective.noOvertime", string.Join(", ", days.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))));
        }

        if (cancel.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(Text.Of("plan.cancelled"));
            return ExitCode.Cancelled;
        }

        return plan.Unplanned.Count == 0 ? ExitCode.Done : Infeasible(plan.Unplanned);
    }

    /// <summary>Names what the plant can't make, with its reasons.</summary>
    public static int Infeasible(IReadOnlyList<UnplannedElement> elements)
    {
        Console.Error.WriteLine(Text.Of("plan.infeasible", elements.Count));
        var table = new TextTable(Text.Of("unplanned.element"), Text.Of("unplanned.reason"), Text.Of("unplanned.detail"));
        foreach (var element in elements)
        {
            table.Add(element.ElementId, element.ReasonCode, element.Detail);
        }

        table.Write(Console.Error);
        return ExitCode.Infeasible;
    }
}
