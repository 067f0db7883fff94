using Bunit;
using Microsoft.Extensions.DependencyInjection;
using PrecastMes.Server.Cli.Gantt;
using PrecastMes.Server.Hmi.Plans;
using PrecastMes.Server.Hmi.Resources;
using PrecastMes.Tests.Scheduling;

namespace PrecastMes.Tests.Hmi;

/// <summary>Pictures of plans show when a resource with a calendar of its own works, in seconds or milliseconds from 06:00.</summary>
public sealed class GanttHoursTests : BunitContext
{
    private static readonly SmallPlant Small = new()
    {
        Working = plant => plant.Give("mix", plant.Day("06:00-14:00", "06:02-06:10"), "MX").Give("late", plant.Day("07:00-15:00"), "pour").Give("noon", plant.Day("12:00-20:00"), "demould"),
    };

    public GanttHoursTests()
    {
        Services.AddLogging();
        Services.AddLocalization();
        Services.AddScoped<ScreenText>();
    }

    // The stair is demoulded at noon, and then inspected: the picture ends at 21,600 + 300 + 50.
    [Fact]
    public void Canvas_knows_the_hours_of_lanes_and_the_rests_of_bars()
    {
        var plan = Small.Solve([SmallPlant.Stair("a")]);

        var picture = GanttBuilder.Build(plan, Small.Build(), Services.GetRequiredService<ScreenText>());

        long[][] Hours(string lane) => [.. picture.Staffed[picture.Lanes.Single(each => each.Id == lane).Hours]];
        Assert.Equal([[0, 28_800]], picture.Staffed[0]);
        Assert.Equal([[0, 28_800]], Hours("A"));
        Assert.Equal([[0, 120], [600, 28_800]], Hours("MX"));
        Assert.Equal([[3600, 32_400]], Hours("pour/1"));
        var demould = picture.Bars.Single(bar => picture.Lanes[(int)bar[0]].Id == "LT-01" && (long)bar[5] == 21_600);
        Assert.Equal([[21_600, 32_400]], picture.Staffed[(int)demould[8]]);
        var cast = picture.Bars.Single(bar => picture.Lanes[(int)bar[0]].Id == "LT-01" && (long)bar[5] == 3600);
        Assert.Equal(-1, cast[8]);
    }

    [Fact]
    public void Page_knows_the_hours_of_lanes_that_have_others_than_the_plant()
    {
        var plan = Small.Solve([SmallPlant.Stair("a")]);

        var page = GanttPage.Html(plan, Small.Build());

        var begin = plan.StartAt.ToUnixTimeMilliseconds();
        Assert.Contains($"\"group\":\"L\",\"hours\":[[{begin},{begin + 120_000}],[{begin + 600_000},", page, StringComparison.Ordinal);
        Assert.Contains("\"unit\":\"A\",", page, StringComparison.Ordinal);
        Assert.Contains($"\"shifts\":[[{begin},{begin + 28_800_000}]]", page, StringComparison.Ordinal);
    }
}
