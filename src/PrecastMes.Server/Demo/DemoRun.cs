using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution;
using PrecastMes.Execution.Live;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Plans;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Lines;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Api.Tables;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Hosting;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Demo;

/// <summary>
/// The whole product on one machine: simulator as a child process, server in this one, sample orders planned and released. The
/// plant's clock reaches its start (06:00) when simulator, server and plan are ready; before that it shows the minutes ahead of the shift.
/// </summary>
internal sealed class DemoRun(DemoOptions options, InputFiles input, CancellationToken stop)
{
    private static readonly TimeSpan PlanBudget = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);

    private readonly ProgressLine _line = new(Console.Out, !Console.IsOutputRedirected, LogInterval, TimeProvider.System);
    private readonly HashSet<string> _faults = new(StringComparer.Ordinal);

    /// <summary>Runs until the days are over or a stop is asked for; the exit code.</summary>
    public async Task<int> RunAsync()
    {
        using var data = DemoData.Open(options.DataDirectory);
        var clock = ClockFor(data.LivedUntil());
        var urls = options.Urls ?? DefaultOrFreeUrl();
        await Console.Out.WriteLineAsync(Text.Of(
            "demo.start", input.Configuration.Plant.Name.For(Language.TwoLetters), options.Speed, data.Path, urls));
        using var planning = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var plan = data.LivedUntil() is null ? PlanAsync(clock, PlanIds.First, planning.Token) : null;
        try
        {
            var password = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));
            await using var simulator = await StartSimulatorAsync(data, clock, password);
            await using var server = await RunningServer.StartAsync(
                new ServeOptions(data.Path, urls, options.PlantDirectory, simulator.Endpoint, clock, options.Verbose)
                {
                    PlcSecurity = LinkSecurity.Secured with { User = new LinkUser(PlcSimProcess.User, PlcSimProcess.PasswordVariable, null) },
                    PlcPassword = password,
                },
                input.Configuration,
                stop);
            await Console.Out.WriteLineAsync(Text.Of("demo.ready", server.Url));
            KeepTime(data, clock);
            plan ??= await MissingPlanAsync(server, clock, planning.Token);
            if (plan is not null)
            {
                await ReleaseAsync(server, await plan);
            }

            var end = clock.Start + TimeSpan.FromDays(options.Days);
            var finished = await WatchAsync(data, clock, server, simulator, end);
            await SummariseAsync(server, clock, finished ? end : clock.FromReal(TimeProvider.System.GetUtcNow()));
            await server.StopAsync();
            return finished ? ExitCode.Done : ExitCode.Cancelled;
        }
        finally
        {
            await planning.CancelAsync();
            if (plan is not null)
            {
                await plan.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    // Server and simulator trust each other before they meet: each is given the other's certificate, as an engineer would do it.
    private async Task<PlcSimProcess> StartSimulatorAsync(DemoData data, PlantClock clock, string password)
    {
        await using var ours = LinkCertificates.Open(data.Path);
        var state = Path.Combine(data.Path, "plc-sim");
        Directory.CreateDirectory(state);
        var ourCertificate = Path.Combine(state, "server.der");
        await File.WriteAllBytesAsync(ourCertificate, ours.Own[0].Certificate.RawData, stop);
        var simulator = await PlcSimProcess.StartAsync(
            options.PlantDirectory, clock, options.Seed, state, Path.Combine(data.Path, "plc-sim.jsonl"), ourCertificate, password, stop);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(state, "pki", "own", "certs")))
        {
            using var theirs = X509CertificateLoader.LoadCertificateFromFile(file);
            await ours.TrustAsync(theirs, cancellationToken: stop);
        }

        return simulator;
    }

    // A demo should start at once on any machine, also beside another one.
    private static string DefaultOrFreeUrl()
    {
        var port = PortOf(BindingAddress.Parse(Options.DefaultUrls).Port) ?? PortOf(0);
        return $"http://127.0.0.1:{port}";
    }

    // The port itself, or the free one that 0 asks for; null when somebody has it.
    private static int? PortOf(int wanted)
    {
        using var probe = new TcpListener(IPAddress.Loopback, wanted);
        try
        {
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private PlantClock ClockFor(DateTimeOffset? livedUntil)
    {
        var now = TimeProvider.System.GetUtcNow();
        return livedUntil is { } past
            ? new PlantClock(past, now, options.Speed)
            : new PlantClock(input.Configuration.DemoStart, now + Lead, options.Speed);
    }

    // A run that ended before its release is made up for.
    private async Task<Task<Plan?>?> MissingPlanAsync(RunningServer server, PlantClock clock, CancellationToken cancel)
    {
        var contexts = server.Services.GetRequiredService<IDbContextFactory<PrecastContext>>();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await context.PlanInForceAsync(cancel) is null
            ? PlanAsync(clock, PlanIds.After((await context.PlanHeadersAsync(cancel)).Select(plan => plan.Id)), cancel)
            : null;
    }

    private async Task<Plan?> PlanAsync(PlantClock clock, string planId, CancellationToken cancel)
    {
        var now = clock.FromReal(TimeProvider.System.GetUtcNow());
        var problem = new PlanningProblem(
            input.Configuration.Plant,
            [.. input.Orders.SelectMany(order => order.Elements)],
            PlanSearch.StartAfter(now, PlanBudget, clock.Speed, input.Configuration.DemoStart),
            planId,
            Committed: [],
            CreatedAt: now);
        return await PlanSearch.RunAsync(
            problem, new PlanningOptions(options.Seed, PlanBudget, MaxIterations: null), new PlanningProgressText(_line), cancel);
    }

    private async Task ReleaseAsync(RunningServer server, Plan? plan)
    {
        _line.End();
        stop.ThrowIfCancellationRequested();
        await FirstOrders.ReleaseAsync(server.Services.GetRequiredService<PlantGateway>(), input.Orders, plan!, stop);
        await Console.Out.WriteLineAsync(Text.Of(
            "demo.released", plan!.PlanId, plan.Kpi.Scheduled, plan.Kpi.Elements, plan.Kpi.OnTimeShare * 100, plan.Kpi.Pallets));
    }

    // True when the days are over, false when a stop was asked for.
    private async Task<bool> WatchAsync(DemoData data, PlantClock clock, RunningServer server, PlcSimProcess simulator, DateTimeOffset end)
    {
        var contexts = server.Services.GetRequiredService<IDbContextFactory<PrecastContext>>();
        var live = server.Services.GetRequiredService<LiveLine>();
        var zone = input.Configuration.Plant.Calendar.Zone();
        var simulatorEnded = simulator.WaitForExitAsync(CancellationToken.None);
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, stop);
        using var timer = new PeriodicTimer(Tick);
        while (!stop.IsCancellationRequested)
        {
            var now = clock.FromReal(TimeProvider.System.GetUtcNow());
            KeepTime(data, clock);
            if (now >= end)
            {
                _line.End();
                return true;
            }

            var figures = await DemoFigures.ReadAsync(contexts, live, CancellationToken.None);
            _faults.UnionWith(figures.FaultedUnits);
            _line.Show(Line(TimeZoneInfo.ConvertTime(now, zone), figures));
            if (await Task.WhenAny(timer.WaitForNextTickAsync(CancellationToken.None).AsTask(), simulatorEnded, stopped) == simulatorEnded)
            {
                _line.End();
                throw new InvalidOperationException($"plc-sim ended by itself. Its last lines:{Environment.NewLine}{simulator.LastLines()}");
            }
        }

        _line.End();
        return false;
    }

    private static void KeepTime(DemoData data, PlantClock clock) =>
        data.KeepLivedUntil(clock.FromReal(TimeProvider.System.GetUtcNow()) + (Tick * clock.Speed * 2));

    private static string Line(DateTimeOffset local, DemoFigures figures) => Text.Of(
        "demo.line",
        local,
        figures.PalletsCast,
        figures.InCuring,
        figures.Elements.Passed,
        Volume.M3(figures.Elements.PassedLitres),
        figures.Elements.OnTimeShare is { } share ? share * 100 : "–",
        Text.Of(figures.PlcConnected ? "demo.link.up" : "demo.link.down"),
        figures.FaultedUnits.Count == 0 ? "" : Text.Of("demo.line.faults", string.Join(' ', figures.FaultedUnits)));

    private async Task SummariseAsync(RunningServer server, PlantClock clock, DateTimeOffset until)
    {
        var contexts = server.Services.GetRequiredService<IDbContextFactory<PrecastContext>>();
        var live = server.Services.GetRequiredService<LiveLine>();
        var summary = await DemoSummary.ReadAsync(contexts, live, input.Configuration.Plant, clock.Start, until, CancellationToken.None);
        summary.Write(Console.Out, input.Configuration.Plant, [.. _faults.Order(StringComparer.Ordinal)]);
    }
}
