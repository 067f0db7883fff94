using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa;
using PrecastMes.PlcSim.Config;
using PrecastMes.PlcSim.State;
using PrecastMes.PlcSim.Wire;

namespace PrecastMes.PlcSim.Cli;

/// <summary>Starts the simulator from the command line's options and runs it until it is stopped.</summary>
internal static class SimulatorRun
{
    public static async Task<int> RunAsync(SimulatorOptions options, CancellationToken stop)
    {
        var realTime = TimeProvider.System;
        var logger = new StderrLogger(options.IsVerbose ? LogLevel.Debug : LogLevel.Warning, realTime);
        var tagProblems = new YamlProblems("tags.yaml");
        var plantProblems = new YamlProblems("plc-sim.yaml");
        var tags = TagNamesReader.Read(Path.Combine(options.Plant.FullName, tagProblems.File), tagProblems);
        var config = PlcSimReader.Read(Path.Combine(options.Plant.FullName, plantProblems.File), plantProblems);
        if (tags is null || config is null || tagProblems.Found.Count + plantProblems.Found.Count > 0)
        {
            return await RefuseAsync([.. tagProblems.Found.Concat(plantProblems.Found).Select(problem => problem.ToString())]);
        }

        Access? access = null;
        try
        {
            var problems = new List<string>();
            access = await AccessReader.ReadAsync(options, problems, logger, stop);
            if (access is null)
            {
                return await RefuseAsync(problems);
            }

            using var state = options.State is { } folder ? new StateFile(folder.FullName) : null;
            using var log = options.Log is { } file ? new EventLog(file.FullName) : null;
            var kept = state?.Read();
            var clock = options.ClockFrom(kept?.Clock, realTime.GetUtcNow());
            var now = clock.At(realTime.GetUtcNow());
            if (kept is not null && now < kept.At)
            {
                return await RefuseAsync([FormattableString.Invariant(
                    $"the clock says {now:O}, but the kept plant has lived until {kept.At:O}: set --clock-start and --clock-anchor, or another --state")]);
            }

            // A kept plant goes on from where it was; what its commands did meanwhile is made up in the first scan.
            var plant = new PlantModel(config, options.Seed, kept?.At ?? now);
            if (kept is not null && !await PutBackAsync(plant, kept, log, logger))
            {
                return ExitCode.BadInput;
            }

            var settings = new EndpointSettings(options.Port) { ReverseConnectUrls = options.ReverseConnectUrls, DiscoveryServerUrl = options.DiscoveryServerUrl };
            await using var simulator = new Simulator(plant, tags, clock, (kept?.BootId ?? 0) + 1, state, log, realTime, logger, settings, access);
            await simulator.StartAsync(stop);
            await Console.Out.WriteLineAsync($"plc-sim listening on {simulator.Url}");
            await Console.Out.FlushAsync(stop);
            await simulator.RunAsync(stop);
            return ExitCode.Cancelled;
        }
        catch (Exception fault) when (fault is OpcUaException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return await RefuseAsync([fault.Message]);
        }
        finally
        {
            if (access is not null)
            {
                await access.DisposeAsync();
            }
        }
    }

    private static async Task<bool> PutBackAsync(PlantModel plant, PlantSnapshot kept, EventLog? log, ILogger logger)
    {
        var problems = Snapshots.Restore(plant, kept);
        if (problems.Count > 0)
        {
            await RefuseAsync(problems);
            return false;
        }

        Log.Restored(logger, kept.At, plant.Machines.Count(machine => machine.Job is not null));
        if (log?.LastNumber is { } last)
        {
            var missing = kept.Unlogged.Where(happened => happened.Number > last).ToArray();
            log.Write(missing);
            if (missing.Length > 0)
            {
                Log.LogCompleted(logger, missing.Length);
            }
        }

        return true;
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> problems)
    {
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync(problem);
        }

        return ExitCode.BadInput;
    }
}
