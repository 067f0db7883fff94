using System.CommandLine;
using System.Text.Json;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.RoughLoad;

namespace PrecastMes.Server.Cli;

/// <summary><c>load</c>: what orders and offers need in each week against what the plant has, before anything is planned.</summary>
internal static class LoadVerb
{
    public static Command Command()
    {
        var plant = Options.Plant(required: true);
        var orders = Options.Orders(required: true);
        var offers = OfferFile.Option();
        var weeks = Options.Within(
            new Option<int>("--weeks") { Description = Text.Of("option.weeks"), HelpName = "N", DefaultValueFactory = _ => RoughProblem.UsualWeeks }, 1, RoughProblem.MostWeeks);
        var start = Options.Instant("--start", Text.Of("option.load.start"));
        var json = new Option<bool>("--json") { Description = Text.Of("compare.json") };
        var command = new Command("load", Text.Of("load.description")) { plant, orders, offers, weeks, start, json };
        command.SetAction((parsed, cancel) => RunAsync(
            InputFiles.ReadWithOffers(
                parsed.GetRequiredValue(plant).FullName,
                [.. parsed.GetRequiredValue(orders).Select(file => file.FullName)],
                [.. (parsed.GetValue(offers) ?? []).Select(OfferFile.Parse)]),
            parsed.GetValue(weeks),
            parsed.GetValue(start),
            parsed.GetValue(json),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(InputFiles input, int weeks, DateTimeOffset? start, bool asJson, CancellationToken cancel)
    {
        var problem = new RoughProblem(
            input.Configuration.Plant,
            [.. input.Orders.SelectMany(order => order.Elements)],
            [.. input.Offers.Select(offer => new Offer(offer.Order.Project.Id, offer.Probability, offer.Order.Elements))],
            start ?? input.Configuration.DemoStart,
            weeks);
        var load = await Task.Factory.StartNew(
            () => WeeklyLoad.Of(problem, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (asJson)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(load, PlanJson.Options));
        }
        else
        {
            LoadTables.Write(Console.Out, load);
        }

        return load.Unplanned.Count == 0 ? ExitCode.Done : PlanVerb.Infeasible(load.Unplanned);
    }
}
