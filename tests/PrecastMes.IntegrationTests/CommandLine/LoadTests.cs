using System.Text.Json;
using PrecastMes.IntegrationTests.Processes;

namespace PrecastMes.IntegrationTests.CommandLine;

/// <summary><c>precast load</c> on the sample orders: one ordered, the other offered.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("en", "moulds SF-WQ2", "ordered")]
    [InlineData("zh-CN", "模具 SF-WQ2", "订单")]
    public async Task Tables_speak_the_users_language_and_name_the_scarce_mould(string language, string mould, string ordered)
    {
        var said = await RunAsync("--lang", language);

        Assert.Contains(mould, said, StringComparison.Ordinal);
        Assert.Contains(ordered, said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("JN2", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_holds_every_piece_once()
    {
        using var load = JsonDocument.Parse(await RunAsync("--json"));

        var root = load.RootElement;
        Assert.Equal(Rows("HX1.csv"), root.GetProperty("later").GetInt32() + Pieces(root, "ordered"));
        Assert.Equal(Rows("JN2.csv") * 0.4, Pieces(root, "offered"), 1);
        Assert.Equal(Rows("JN2.csv"), Pieces(root, "taken") - Pieces(root, "ordered"), 3);
    }

    private static int Rows(string file) => File.ReadLines(Path.Combine(Programs.Orders, file)).Skip(1).Count(line => line.Length > 0);

    private static double Pieces(JsonElement load, string which) => load.GetProperty("families").EnumerateArray()
        .Sum(family => family.GetProperty("weeks").EnumerateArray().Sum(week => week.GetProperty(which).GetProperty("pieces").GetDouble()));

    private static async Task<string> RunAsync(params string[] more)
    {
        await using var program = ChildProcess.Start(
            Programs.Server,
            ["load", "--plant", Programs.SamplePlant, "--orders", Path.Combine(Programs.Orders, "HX1.csv"), "--offers", Path.Combine(Programs.Orders, "JN2.csv") + "=0.4", .. more]);
        Assert.True(await program.ExitAsync(Deadline, TestContext.Current.CancellationToken) == 0, program.Output);
        return program.Output;
    }
}
