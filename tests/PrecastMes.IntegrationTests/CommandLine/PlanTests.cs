using System.Text.Json;
using NJsonSchema;
using PrecastMes.IntegrationTests.Processes;
using PrecastMes.Tests;

namespace PrecastMes.IntegrationTests.CommandLine;

/// <summary><c>precast plan</c> on the sample orders.</summary>
public sealed class PlanTests
{
    // Scripts read these; the list is a promise.
    private static readonly string[] Promised =
    [
        "elements", "scheduled", "onTimeShare", "weightedTardinessHours", "makespanHours", "objective", "lowerBound", "gap", "changeovers",
        "overtimeHours", "seconds", "status",
    ];

    [Fact(Timeout = 5 * 60_000)]
    public async Task Plan_of_the_sample_fits_its_schema_holds_every_element_once_and_states_its_figures()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        string[] orders = [.. Directory.GetFiles(Programs.Orders, "*.csv").Order(StringComparer.Ordinal)];
        await using var program = ChildProcess.Start(
            Programs.Server,
            ["plan", "--plant", Programs.SamplePlant, "--orders", .. orders, "--out", folder.Path, "--seconds", "2", "--seed", "1", "--lang", "en"]);

        Assert.True(await program.ExitAsync(TimeSpan.FromMinutes(3), cancellation) == 0, program.Output);

        Assert.Equal(
            ["gantt.html", "kpi.json", "plan.json"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("planning ", program.Output, StringComparison.Ordinal);
        Assert.Contains("Weighted tardiness, h", program.Output, StringComparison.Ordinal);

        var plan = await File.ReadAllTextAsync(folder.File("plan.json"), cancellation);
        var schema = await JsonSchema.FromFileAsync(Repository.PathOf("config", "schemas", "plan.schema.json"), cancellation);
        Assert.Empty(schema.Validate(plan));

        using var document = JsonDocument.Parse(plan);
        var made = document.RootElement.GetProperty("loads").EnumerateArray()
            .SelectMany(load => load.GetProperty("elements").EnumerateArray())
            .Select(element => element.GetProperty("elementId").GetString()!)
            .Order(StringComparer.Ordinal);
        var wanted = orders.SelectMany(Elements).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(wanted, made);

        using var kpi = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("kpi.json"), cancellation));
        Assert.Empty(Promised.Except(kpi.RootElement.EnumerateObject().Select(member => member.Name)));
        Assert.Equal(wanted.Count, kpi.RootElement.GetProperty("scheduled").GetInt32());
        double objective = Figure("objective"), bound = Figure("lowerBound");
        Assert.InRange(bound, 0.001, objective);
        Assert.Equal((objective - bound) / objective, Figure("gap"), 6);

        var page = await File.ReadAllTextAsync(folder.File("gantt.html"), cancellation);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(wanted[0], page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", page, StringComparison.OrdinalIgnoreCase);

        double Figure(string name) => kpi.RootElement.GetProperty(name).GetDouble();
    }

    private static IEnumerable<string> Elements(string orderFile)
    {
        var lines = File.ReadAllLines(orderFile);
        var element = Array.IndexOf(lines[0].TrimStart('\uFEFF').Split(','), "element");
        return lines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[element]);
    }
}
