using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Plans;
using PrecastMes.Production.Lines;
using PrecastMes.Scheduling;
using PrecastMes.Server.Hosting;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Cli;

/// <summary><c>serve</c>: the long-running server of a plant.</summary>
internal static class ServeVerb
{
    private static readonly TimeSpan AutoPlanBudget = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(2);

    public static Command Command()
    {
        var plant = Options.Plant(required: true);
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = Text.Of("option.data"),
            HelpName = "DIR",
            DefaultValueFactory = _ => new DirectoryInfo("data"),
        };
        var urls = Options.Urls();
        var plc = Options.Plc();
        var plcInsecure = new Option<bool>("--plc-insecure") { Description = Text.Of("option.plc-insecure") };
        var speed = Options.Speed(1);
        var clockStart = Options.Instant("--clock-start", Text.Of("option.clock-start"));
        var clockAnchor = Options.Instant("--clock-anchor", Text.Of("option.clock-anchor"));
        var orders = Options.Orders(required: false);
        var auto = new Option<bool>("--auto") { Description = Text.Of("option.auto") };
        var command = new Command("serve", Text.Of("serve.description")) { plant, data, urls, plc, plcInsecure, speed, clockStart, clockAnchor, orders, auto };
        command.Validators.Add(result =>
        {
            if (result.GetValue(auto) && result.GetResult(orders) is null)
            {
                result.AddError(Text.Of("option.auto.bad"));
            }
        });
        command.SetAction((parsed, stop) => RunAsync(
            InputFiles.Read(parsed.GetRequiredValue(plant).FullName, [.. (parsed.GetValue(orders) ?? []).Select(file => file.FullName)]),
            new ServeOptions(
                parsed.GetRequiredValue(data).FullName,
                parsed.GetRequiredValue(urls),
                parsed.GetRequiredValue(plant).FullName,
                parsed.GetValue(plc),
                ClockOptions.Clock(parsed.GetValue(clockStart), parsed.GetValue(clockAnchor), parsed.GetValue(speed), TimeProvider.System),
                parsed.Verbose())
            {
                PlcSecurity = parsed.GetValue(plcInsecure) ? LinkSecurity.Unsecured : null,
            },
            parsed.GetValue(auto),
            stop));
        return command;
    }

    private static async Task<int> RunAsync(InputFiles input, ServeOptions options, bool auto, CancellationToken stop)
    {
        CheckUnsecured(options, input.Configuration.Tags);
        using var held = DataDirectoryLock.TryTake(options.DataDirectory)
            ?? throw new UsageException(Text.Of("serve.data.locked", options.DataDirectory));
        await using var server = await RunningServer.StartAsync(options, input.Configuration, stop);
        await Console.Out.WriteLineAsync(Text.Of("serve.ready", server.Url));
        if (auto)
        {
            await FirstOrdersAsync(server, input, options, stop);
        }

        var byRequest = await server.WaitForStopAsync(stop);
        await Console.Out.WriteLineAsync(Text.Of("serve.stopping"));
        await server.StopAsync();
        await Console.Out.WriteLineAsync(Text.Of("serve.stopped"));
        return byRequest ? ExitCode.Done : ExitCode.Fault;
    }

    // On a network, anybody could give the line commands in our name.
    private static void CheckUnsecured(ServeOptions options, TagMap tags)
    {
        var endpoint = options.PlcEndpoint ?? tags.EndpointUrl;
        if ((options.PlcSecurity ?? tags.Security).Mode == LinkSecurityMode.None && !new Uri(endpoint).IsLoopback)
        {
            throw new UsageException(Text.Of("serve.unsecured.bad", endpoint));
        }
    }

    // Only a plant that has no other orders and no released plan is begun so: a later start goes on with what the database has, and
    // a start that was cut off between import and release is made up for.
    private static async Task FirstOrdersAsync(RunningServer server, InputFiles input, ServeOptions options, CancellationToken stop)
    {
        string planId;
        await using (var context = await server.Services.GetRequiredService<IDbContextFactory<PrecastContext>>().CreateDbContextAsync(stop))
        {
            var known = await context.Projects.Select(project => project.Id).ToListAsync(stop);
            if (known.Except(input.Orders.Select(order => order.Project.Id)).Any() || await context.PlanInForceAsync(stop) is not null)
            {
                await Console.Out.WriteLineAsync(Text.Of("serve.auto.skipped"));
                return;
            }

            planId = PlanIds.After((await context.PlanHeadersAsync(stop)).Select(plan => plan.Id));
        }

        var now = server.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var line = new ProgressLine(Console.Error, !Console.IsErrorRedirected, LogInterval, TimeProvider.System);
        var plan = await PlanSearch.RunAsync(
            new PlanningProblem(
                input.Configuration.Plant,
                [.. input.Orders.SelectMany(order => order.Elements)],
                PlanSearch.StartAfter(now, AutoPlanBudget, options.Clock.Speed, DateTimeOffset.MinValue),
                planId,
                Committed: [],
                CreatedAt: now),
            new PlanningOptions(Seed: 1, AutoPlanBudget, MaxIterations: null),
            new PlanningProgressText(line),
            stop);
        line.End();
        stop.ThrowIfCancellationRequested();
        await FirstOrders.ReleaseAsync(server.Services.GetRequiredService<PlantGateway>(), input.Orders, plan!, stop);
        await Console.Out.WriteLineAsync(Text.Of("serve.auto.done", plan!.Kpi.Elements, plan.PlanId));
    }
}
