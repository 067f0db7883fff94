using System.Globalization;
using System.Text.Json;
using PrecastMes.IntegrationTests.Processes;

namespace PrecastMes.IntegrationTests.CommandLine;

/// <summary><c>precast demo</c> as a user starts it: one program that brings its simulator along and takes it away again.</summary>
[Collection(DemoCollection.Name)]
public sealed class DemoTests
{
    private const string Ready = "PrecastMes is ready: ";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 10 * 60_000)]
    public async Task Demo_of_a_quarter_day_moves_pallets_sums_up_and_takes_its_simulator_along()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        var data = folder.File("data");
        // 0.25 d = 6 h of plant time: 06:00 to 12:00. Ten stations of a quarter of an hour lie before the first cast.
        await using var demo = Start("--days", "0.25", "--data", data);

        var url = await UrlAsync(demo, cancellation);
        var simulator = Assert.Single(Children.Of(demo.Id));
        using (var http = new HttpClient { BaseAddress = url })
        {
            Assert.Contains("<html lang=", await http.GetStringAsync(new Uri("/", UriKind.Relative), cancellation), StringComparison.Ordinal);
        }

        var exitCode = await demo.ExitAsync(TimeSpan.FromMinutes(5), cancellation);

        Assert.Equal(0, exitCode);
        Assert.Contains($" of {SampleElements()} elements, ", Line(demo, "Plan "), StringComparison.Ordinal);
        Assert.True(Lines(demo).Count(line => line.Contains(" | pallets cast ", StringComparison.Ordinal)) >= 3, demo.Output);
        Assert.StartsWith("Plant time 2026-03-02 06:00 to 2026-03-02 12:00", Line(demo, "Plant time "), StringComparison.Ordinal);
        Assert.True(int.Parse(Line(demo, "Pallets cast ").Split(' ')[^1], CultureInfo.InvariantCulture) >= 1, demo.Output);
        Assert.Contains("none", Line(demo, "Units with faults"), StringComparison.Ordinal);
        Assert.Contains(
            File.ReadLines(Path.Combine(data, "plc-sim.jsonl")).Select(line => JsonDocument.Parse(line).RootElement),
            move => Text(move, "event") == "transfer" && Text(move, "phase") == "end" && Text(move, "source") == "MG1" && Text(move, "target") == "S01");
        Assert.False(Children.IsAlive(simulator));
    }

    [Fact(Timeout = 10 * 60_000)]
    public async Task Ctrl_C_ends_the_demo_with_its_summary_and_leaves_no_child()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var demo = Start();
        await UrlAsync(demo, cancellation);
        await demo.LineAsync(line => line.Contains(" released: ", StringComparison.Ordinal), StartDeadline, cancellation);
        await demo.LineAsync(line => line.Contains("| line connected", StringComparison.Ordinal), StartDeadline, cancellation);
        var simulator = Assert.Single(Children.Of(demo.Id));

        // A terminal sends the signal to every process in the foreground, the simulator included.
        await Children.InterruptAsync(simulator);
        await demo.InterruptAsync();
        var exitCode = await demo.ExitAsync(StopDeadline, cancellation);

        Assert.Equal(130, exitCode);
        Assert.StartsWith("Plant time 2026-03-02 ", Line(demo, "Plant time "), StringComparison.Ordinal);
        Assert.NotEqual("", Line(demo, "Actual output, m³"));
        Assert.DoesNotContain("Exception", demo.Output, StringComparison.Ordinal);
        Assert.False(Children.IsAlive(simulator));
    }

    [Fact(Timeout = 10 * 60_000)]
    public async Task Ctrl_C_before_the_release_ends_the_demo_too()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var demo = Start();
        await UrlAsync(demo, cancellation);
        var simulator = Assert.Single(Children.Of(demo.Id));

        await demo.InterruptAsync();

        Assert.Equal(130, await demo.ExitAsync(StopDeadline, cancellation));
        Assert.DoesNotContain("Exception", demo.Output, StringComparison.Ordinal);
        Assert.False(Children.IsAlive(simulator));
    }

    private static ChildProcess Start(params string[] more) =>
        ChildProcess.Start(Programs.Server, ["demo", "--urls", "http://127.0.0.1:0", "--lang", "en", .. more]);

    private static async Task<Uri> UrlAsync(ChildProcess demo, CancellationToken cancellation)
    {
        var line = await demo.LineAsync(line => line.StartsWith(Ready, StringComparison.Ordinal), StartDeadline, cancellation);
        return new Uri(line[Ready.Length..].Split(' ')[0]);
    }

    private static int SampleElements() =>
        Directory.GetFiles(Programs.Orders, "*.csv").Sum(file => File.ReadLines(file).Skip(1).Count(line => line.Length > 0));

    private static string[] Lines(ChildProcess demo) => demo.Output.Split('\n');

    private static string Line(ChildProcess demo, string start) =>
        Lines(demo).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) ?? "";

    private static string? Text(JsonElement move, string name) => move.TryGetProperty(name, out var value) ? value.ToString() : null;
}
