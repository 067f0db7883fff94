using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PrecastMes.IntegrationTests.Processes;

namespace PrecastMes.IntegrationTests.PlcSim;

public sealed class SimulatorProgramTests : IDisposable
{
    private const string Ready = "plc-sim listening on opc.tcp://127.0.0.1:";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_says_where_it_listens_and_ends_with_130_when_interrupted()
    {
        await using var simulator = Start("--plant", Programs.SamplePlant, "--port", "0");
        var line = await ReadyAsync(simulator);
        Assert.True(int.Parse(line[Ready.Length..], CultureInfo.InvariantCulture) > 0);
        await simulator.InterruptAsync();
        Assert.Equal(130, await simulator.ExitAsync(Deadline, Cancelled));
    }

    [Fact]
    public async Task A_killed_simulator_comes_back_with_the_next_boot_and_goes_on_in_its_log()
    {
        string[] arguments =
            ["--plant", Programs.SamplePlant, "--port", "0", "--speed", "480", "--state", folder.File("state"), "--log", folder.File("log.jsonl")];
        for (var boot = 1; boot <= 3; boot++)
        {
            await using var simulator = Start(arguments);
            await ReadyAsync(simulator);
            await simulator.KillAsync();
        }

        var lines = await File.ReadAllLinesAsync(folder.File("log.jsonl"), Cancelled);
        Assert.Equal(3, lines.Length);
        for (var boot = 1; boot <= 3; boot++)
        {
            Assert.Contains($"\"event\":\"boot\",\"unit\":\"Plc\",\"n\":{boot},\"bootId\":{boot}}}", lines[boot - 1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_where_the_certificates_folder_should_be_is_told_as_that()
    {
        await File.WriteAllTextAsync(folder.File("pki"), "", Cancelled);
        await using var simulator = Start("--plant", Programs.SamplePlant, "--port", "0", "--pki", folder.File("pki"));
        Assert.Equal(2, await simulator.ExitAsync(Deadline, Cancelled));
        Assert.Contains($"the certificates' folder {folder.File("pki")} can't be used", simulator.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_both_files_come_out_at_once_and_the_exit_code_is_2()
    {
        await File.WriteAllTextAsync(folder.File("tags.yaml"), "namespaceUri: urn:x\nnodePattern: s={unit}\n", Cancelled);
        var text = await File.ReadAllTextAsync(Path.Combine(Programs.SamplePlant, "plc-sim.yaml"), Cancelled);
        await File.WriteAllTextAsync(folder.File("plc-sim.yaml"), text.Replace("columns: 6", "columns: six", StringComparison.Ordinal), Cancelled);
        await using var simulator = Start("--plant", folder.Path);
        Assert.Equal(2, await simulator.ExitAsync(Deadline, Cancelled));
        Assert.Contains("tags.yaml:2:1: nodePattern is \"s={unit}\", expected both {unit} and {signal} in it", simulator.Output, StringComparison.Ordinal);
        Assert.Contains("chamber.columns is \"six\", expected a number from 1 to 99", simulator.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--speed", "0")]
    [InlineData("--clock-start", "tomorrow")]
    [InlineData("--unknown", "1")]
    public async Task Bad_usage_ends_with_2_and_names_the_option(string option, string value)
    {
        await using var simulator = Start("--plant", Programs.SamplePlant, option, value);
        Assert.Equal(2, await simulator.ExitAsync(Deadline, Cancelled));
        Assert.Contains(option, simulator.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_ends_with_2()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        await using var simulator = Start("--plant", Programs.SamplePlant, "--port", port);
        Assert.Equal(2, await simulator.ExitAsync(Deadline, Cancelled));
        Assert.Contains(port, simulator.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_before_the_kept_plant_is_refused()
    {
        string[] arguments = ["--plant", Programs.SamplePlant, "--port", "0", "--state", folder.File("state")];
        await using (var simulator = Start([.. arguments, "--clock-start", "2026-03-02T06:00:00+08:00"]))
        {
            await ReadyAsync(simulator);
            await simulator.KillAsync();
        }

        await using var earlier = Start([.. arguments, "--clock-start", "2026-03-01T06:00:00+08:00"]);
        Assert.Equal(2, await earlier.ExitAsync(Deadline, Cancelled));
        Assert.Contains("the kept plant has lived until 2026-03-01T22:", earlier.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_speaks_both_languages()
    {
        await using var simulator = Start("--help");
        Assert.Equal(0, await simulator.ExitAsync(Deadline, Cancelled));
        Assert.Contains("Plant folder", simulator.Output, StringComparison.Ordinal);
        Assert.Contains("工厂目录", simulator.Output, StringComparison.Ordinal);
    }

    private static ChildProcess Start(params string[] arguments) => ChildProcess.Start(Programs.PlcSim, arguments);

    private static Task<string> ReadyAsync(ChildProcess simulator) =>
        simulator.LineAsync(line => line.StartsWith(Ready, StringComparison.Ordinal), Deadline, Cancelled);
}
