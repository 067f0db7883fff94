using System.Diagnostics;
using System.Text.Json;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Tests.PlcSim;

/// <summary>The simulator as a process that is killed again and again while a client writes commands.</summary>
public sealed class KilledSimulatorTests : IDisposable
{
    private const string Ready = "plc-sim listening on ";
    private const uint Commands = 40;

    private readonly string folder = Directory.CreateTempSubdirectory("plcsim").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string LogFile => Path.Combine(folder, "log.jsonl");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Each_command_is_executed_exactly_once_however_often_it_is_written_and_the_simulator_killed()
    {
        var random = new Random(11);
        uint done = 0;
        var kills = 0;
        while (done < Commands)
        {
            var (process, url) = await StartAsync();
            using (process)
            {
                // 60 s of work are 125 ms: the kill comes before, in or after commands.
                var kill = KillAfterAsync(process, TimeSpan.FromMilliseconds(random.Next(50, 1500)));
                try
                {
                    await using var line = new LineClient(await OpcUaClient.ConnectAsync(
                        new OpcUaClientOptions { EndpointUrl = url, SecurityMode = MessageSecurityMode.None, RequestTimeout = TimeSpan.FromSeconds(5) }, Cancelled));
                    done = await line.ReadAsync<uint>("S18", "Result.Seq");
                    while (done < Commands)
                    {
                        // Written again after each kill, whether it was taken or not.
                        await line.SendAsync("S18", done + 1, code: 1, carrier: $"L{done + 1}", workSeconds: 60);
                        await line.UntilAsync("S18", "Result.Seq", done + 1);
                        done++;
                    }
                }
                catch (Exception fault) when (fault is not Xunit.Sdk.XunitException && !Cancelled.IsCancellationRequested)
                {
                    kills++;
                }

                await kill;
            }
        }

        Assert.True(kills > 0);
        var events = File.ReadAllLines(LogFile).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(Enumerable.Range(1, events.Length), events.Select(happened => happened.GetProperty("n").GetInt32()));
        foreach (var phase in new[] { "start", "end" })
        {
            Assert.Equal(
                Enumerable.Range(1, (int)Commands),
                events.Where(happened => happened.GetProperty("event").GetString() == "run" && happened.GetProperty("phase").GetString() == phase)
                    .Select(happened => happened.GetProperty("seq").GetInt32()));
        }
    }

    private static async Task KillAfterAsync(Process process, TimeSpan time)
    {
        await Task.Delay(time, TimeProvider.System, Cancelled);
        process.Kill();
        await process.WaitForExitAsync(Cancelled);
    }

    private async Task<(Process Process, string Url)> StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "PrecastMes.PlcSim.dll"),
            "--plant", Path.Combine(Repository.Root, "config", "plants", "jinhai"),
            "--port", "0", "--speed", "480", "--state", folder, "--log", LogFile,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        var ready = await process.StandardOutput.ReadLineAsync(Cancelled);
        Assert.StartsWith(Ready, ready, StringComparison.Ordinal);
        return (process, ready![Ready.Length..]);
    }
}
