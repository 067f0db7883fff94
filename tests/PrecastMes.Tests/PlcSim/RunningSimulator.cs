using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.PlcSim;
using PrecastMes.PlcSim.Config;
using PrecastMes.PlcSim.State;
using PrecastMes.PlcSim.Wire;

namespace PrecastMes.Tests.PlcSim;

/// <summary>The simulator of the sample plant in this process, 480 times real time, on a free port.</summary>
internal sealed class RunningSimulator : IAsyncDisposable
{
    public const double Speed = 480;

    private readonly CancellationTokenSource stop = new();
    private readonly StateFile? state;
    private readonly Simulator simulator;
    private Task run = Task.CompletedTask;

    private RunningSimulator(string? stateFolder, Access? access)
    {
        var config = Floor.Read("jinhai");
        var problems = new YamlProblems("tags.yaml");
        var tags = TagNamesReader.Read(Path.Combine(Repository.Root, "config", "plants", "jinhai", "tags.yaml"), problems)!;
        Assert.Empty(problems.Found);
        state = stateFolder is null ? null : new StateFile(stateFolder);
        var kept = state?.Read();
        var realNow = TimeProvider.System.GetUtcNow();
        var clock = kept?.Clock ?? new PlantClock(Floor.Start, realNow, Speed);
        var plant = new PlantModel(config, 1, kept?.At ?? clock.At(realNow));
        if (kept is not null)
        {
            Assert.Empty(Snapshots.Restore(plant, kept));
        }

        simulator = new Simulator(plant, tags, clock, (kept?.BootId ?? 0) + 1, state, null, TimeProvider.System, NullLogger.Instance, new EndpointSettings(Port: 0), access ?? Access.Unsecured);
    }

    public string Url => simulator.Url;

    public static async Task<RunningSimulator> StartAsync(string? stateFolder = null, Access? access = null)
    {
        var running = new RunningSimulator(stateFolder, access);
        await running.simulator.StartAsync(TestContext.Current.CancellationToken);
        running.run = running.simulator.RunAsync(running.stop.Token);
        return running;
    }

    public async Task<LineClient> ConnectAsync() => new(await OpcUaClient.ConnectAsync(
        new OpcUaClientOptions { EndpointUrl = Url, SecurityMode = MessageSecurityMode.None }, TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await simulator.DisposeAsync();
        state?.Dispose();
        stop.Dispose();
    }
}
