using PrecastMes.Scheduling.RoughLoad;
using PrecastMes.Server.Cli;
using PrecastMes.Tests.Scheduling;

namespace PrecastMes.Tests.Server.Cli;

/// <summary>What <c>load</c> prints.</summary>
public sealed class LoadTablesTests
{
    // One shift of 8 h on each day and a thousand seconds of curing: a slab is cast on the day before it is due, and two moulds can't make 800 in a week.
    [Fact]
    public void Tables_name_week_family_overload_and_verdict()
    {
        var offers = new[] { new Offer("N", 0.5, [.. Enumerable.Range(0, 800).Select(i => SmallPlant.Slab($"N{i}", 7))]) };
        var load = WeeklyLoad.Of(
            new RoughProblem(new SmallPlant().Build(), [SmallPlant.Slab("S", 7), SmallPlant.Slab("T", 0)], offers, SmallPlant.Start(TimeOnly.MinValue), 2), TestContext.Current.CancellationToken);
        using var written = new StringWriter();

        LoadTables.Write(written, load);

        var lines = written.ToString().Split('\n');
        Assert.Contains("2026-W10", lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("2026-W10  SL", StringComparison.Ordinal) && line.Contains("400", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("SF", StringComparison.Ordinal) && line.Contains("% !", StringComparison.Ordinal));
        var offer = Assert.Single(lines, line => line.StartsWith("N  ", StringComparison.Ordinal));
        Assert.Contains("0.5", offer, StringComparison.Ordinal);
        Assert.Contains(load.Offers[0].Peak!.Id, offer, StringComparison.Ordinal);
    }
}
