using System.Text.Json;
using PrecastMes.Server.Cli;

namespace PrecastMes.Tests.Server.Cli;

/// <summary>The program's verbs by their exit codes and files.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _scratch = Directory.CreateTempSubdirectory("precastmes-test-");

    [Fact]
    public async Task Plan_writes_plan_figures_and_page()
    {
        var code = await RunAsync("plan", "--plant", TestServer.PlantDirectory, "--orders", TestServer.OrderFile, "--out", _scratch.FullName, "--seconds", "0.2");

        Assert.Equal(0, code);
        var kpi = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Scratch("kpi.json"), TestContext.Current.CancellationToken));
        string[] promised =
        [
            "elements", "scheduled", "onTimeShare", "weightedTardinessHours", "makespanHours", "objective", "lowerBound", "gap", "changeovers",
            "overtimeHours", "seconds", "status",
        ];
        Assert.All(promised, name => Assert.True(kpi.TryGetProperty(name, out _), name));
        Assert.Contains("PL0001-L", await File.ReadAllTextAsync(Scratch("plan.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(Scratch("gantt.html"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("/*DATA*/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plans_are_compared_from_their_files()
    {
        await RunAsync("plan", "--plant", TestServer.PlantDirectory, "--orders", TestServer.OrderFile, "--out", Scratch("a"), "--seconds", "0.2");
        await RunAsync("plan", "--plant", TestServer.PlantDirectory, "--orders", TestServer.OrderFile, "--out", Scratch("b"), "--seconds", "0.2", "--start", "2026-03-04T06:00+08:00");
        string before = Path.Combine(Scratch("a"), "plan.json"), after = Path.Combine(Scratch("b"), "plan.json");

        Assert.Equal(0, await RunAsync("compare", before, after));
        Assert.Equal(0, await RunAsync("compare", before, before, "--json"));
        Assert.Equal(2, await RunAsync("compare", before, Scratch("none.json")));
        Assert.Equal(2, await RunAsync("compare", before, TestServer.OrderFile));
    }

    [Fact]
    public async Task Load_counts_orders_and_offers_and_refuses_what_can_not_be_meant()
    {
        var offer = Scratch("offer.csv");
        var csv = await File.ReadAllLinesAsync(TestServer.OrderFile, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(
            offer, csv.Select((line, i) => $"{line.Replace("MIN1", "OFF1", StringComparison.Ordinal)},{(i == 0 ? "probability" : "0.6")}"), TestContext.Current.CancellationToken);
        string[] plant = ["--plant", TestServer.PlantDirectory, "--orders", TestServer.OrderFile];

        Assert.Equal(0, await RunAsync(["load", .. plant]));
        Assert.Equal(0, await RunAsync(["load", .. plant, "--offers", offer, "--weeks", "4", "--json"]));
        Assert.Equal(0, await RunAsync(["load", .. plant, offer]));
        Assert.Equal(0, await RunAsync(["load", .. plant, "--offers", $"{offer}=0.3"]));
        Assert.Equal(2, await RunAsync(["load", .. plant, "--offers", $"{offer}=1.3"]));
        Assert.Equal(2, await RunAsync(["load", .. plant, "--offers", $"{offer}=often"]));
        Assert.Equal(2, await RunAsync(["load", .. plant, "--offers", Scratch("none.csv")]));
        Assert.Equal(2, await RunAsync(["load", .. plant, "--offers", TestServer.OrderFile]));
        Assert.Equal(2, await RunAsync(["load", .. plant, "--weeks", "0"]));

        // An offer is nothing that plan or serve would take; check knows it.
        Assert.Equal(2, await RunAsync(["plan", .. plant, offer, "--out", Scratch("out")]));
        Assert.Equal(0, await RunAsync(["check", .. plant, offer]));
    }

    [Fact]
    public async Task Plan_that_is_stopped_at_once_ends_with_130()
    {
        var verbs = new[] { PlanVerb.Command() };
        var code = await CommandLine.RunAsync(
            ["plan", "--plant", TestServer.PlantDirectory, "--orders", TestServer.OrderFile, "--out", _scratch.FullName, "--seconds", "600"],
            verbs,
            new CancellationToken(canceled: true));

        Assert.Equal(130, code);
    }

    [Fact]
    public async Task Bad_order_file_ends_with_2_and_writes_nothing()
    {
        var bad = Scratch("bad.csv");
        await File.WriteAllTextAsync(bad, "project,element\r\n", TestContext.Current.CancellationToken);
        var output = Scratch("out");

        Assert.Equal(2, await RunAsync("plan", "--plant", TestServer.PlantDirectory, "--orders", TestServer.OrderFile, bad, "--out", output));
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public async Task Element_without_a_mould_ends_with_3()
    {
        var text = await File.ReadAllTextAsync(TestServer.OrderFile, TestContext.Current.CancellationToken);
        var mark = text.ReplaceLineEndings("\n").Split('\n')[1].Split(',')[7];
        var order = Scratch("order.csv");
        await File.WriteAllTextAsync(order, text.Replace($",{mark},", ",UNKNOWN9,", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(3, await RunAsync("plan", "--plant", TestServer.PlantDirectory, "--orders", order, "--out", _scratch.FullName, "--seconds", "0.2"));
        Assert.Equal(3, await RunAsync("check", "--plant", TestServer.PlantDirectory, "--orders", order));
    }

    [Fact]
    public async Task Project_in_two_files_is_a_problem_of_both()
    {
        var copy = Scratch("copy.csv");
        File.Copy(TestServer.OrderFile, copy);

        var bad = Assert.Throws<BadInputException>(() => InputFiles.Read(TestServer.PlantDirectory, [TestServer.OrderFile, copy]));

        var problem = Assert.Single(bad.Problems);
        Assert.Equal("copy.csv", problem.File);
        Assert.Equal("project", problem.Path);
        Assert.Equal(2, await RunAsync("check", "--plant", TestServer.PlantDirectory, "--orders", TestServer.OrderFile, copy));
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("plan")]
    [InlineData("check", "--plant", "no-such-folder")]
    [InlineData("demo", "--speed", "0")]
    [InlineData("demo", "--speed", "NaN")]
    [InlineData("demo", "--days", "minus")]
    [InlineData("serve", "--plant", ".", "--urls", "ftp://here")]
    [InlineData("serve", "--plant", ".", "--auto")]
    [InlineData("serve", "--plant", ".", "--plc", "http://127.0.0.1")]
    [InlineData("serve", "--plant", ".", "--clock-start", "tomorrow")]
    public async Task Bad_usage_ends_with_2(params string[] arguments) => Assert.Equal(2, await RunAsync(arguments));

    [Theory]
    [InlineData("--plc-insecure")]
    [InlineData("--verbose")] // the sample's tags.yaml says None
    public async Task Unsecured_link_is_for_this_machine_alone(string option) => Assert.Equal(
        2,
        await RunAsync("serve", "--plant", TestServer.PlantDirectory, "--data", Scratch("data"), "--plc", "opc.tcp://192.0.2.1:4840", option));

    [Theory]
    [InlineData("zh_CN.UTF-8", "zh-CN")]
    [InlineData("zh", "zh-CN")]
    [InlineData("en_GB", "en")]
    [InlineData("C.UTF-8", "en")]
    public void Language_is_chinese_for_anything_chinese_and_else_english(string asked, string chosen) => Assert.Equal(chosen, Language.NameFor(asked));

    public void Dispose() => _scratch.Delete(recursive: true);

    private static Task<int> RunAsync(params string[] arguments) => CommandLine.RunAsync(
        arguments, [DemoVerb.Command(), ServeVerb.Command(), PlanVerb.Command(), CompareVerb.Command(), LoadVerb.Command(), CheckVerb.Command()], TestContext.Current.CancellationToken);

    private string Scratch(string name) => Path.Combine(_scratch.FullName, name);
}
