using System.CommandLine;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Checking;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Cli;

/// <summary><c>check</c>: reads a plant's files and order files as <c>serve</c> and <c>load</c> would, looks for contradictions between them, and changes nothing.</summary>
internal static class CheckVerb
{
    public static Command Command()
    {
        var plant = Options.Plant(required: true);
        var orders = Options.Orders(required: false);
        var start = Options.Instant("--start", Text.Of("option.start"));
        var command = new Command("check", Text.Of("check.description")) { plant, orders, start };
        command.SetAction(parsed =>
        {
            var input = InputFiles.ReadWithOffers(
                parsed.GetRequiredValue(plant).FullName, [.. (parsed.GetValue(orders) ?? []).Select(file => file.FullName)], []);
            Console.Out.WriteLine(Text.Of(
                "check.ok", input.Configuration.Plant.Id, input.Orders.Count, input.Orders.Sum(order => order.Elements.Count)));
            if (input.Offers.Count > 0)
            {
                Console.Out.WriteLine(Text.Of("check.offers", string.Join(", ", input.Offers.Select(offer => offer.Order.Project.Id))));
            }

            return Write(ModelCheck.Of(new PlanningProblem(
                input.Configuration.Plant, [.. input.Orders.SelectMany(order => order.Elements)], parsed.GetValue(start) ?? input.Configuration.DemoStart, PlanIds.First, Committed: [])));
        });
        return command;
    }

    private static int Write(IReadOnlyList<ModelFinding> findings)
    {
        if (findings.Count == 0)
        {
            return ExitCode.Done;
        }

        var table = new TextTable(Text.Of("remedies.elements"), Text.Of("check.finding"), Text.Of("check.change"));
        foreach (var finding in findings)
        {
            object?[] arguments = [.. finding.Arguments];
            table.Add(
                finding.Elements.ToString(System.Globalization.CultureInfo.InvariantCulture),
                Text.Of($"check.{finding.Kind}", arguments),
                Text.Of($"check.{finding.Kind}.change", arguments));
        }

        Console.Out.WriteLine();
        table.Write(Console.Out);
        return findings.Any(finding => finding.Stops) ? ExitCode.Infeasible : ExitCode.Done;
    }
}
