using PrecastMes.Exchange.Plants;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Tests.Exchange;

namespace PrecastMes.Tests.Scheduling;

/// <summary>The yard limits how much is finished before it is due.</summary>
public sealed class YardTests
{
    // Two moulds; due at midnight 5, 6 and 7 days on, second 410,400 and each a day later. Two places: a and b start at once, at 0 and (the
    // next station is free after 120 s of cleaning and moves) 120 s. c starts when the first place comes free, at 05:59:50 on the day that
    // has begun: 431,990 s. Without a limit it starts when the first mould is free again, at 1,490 s.
    [Theory]
    [InlineData(null, 1_490, 3)]
    [InlineData(2, 431_990, 2)]
    public void Element_that_would_be_early_waits_for_a_place_in_the_yard(int? places, int third, int most)
    {
        Plan plan = new SmallPlant { YardPlaces = places }.Solve([SmallPlant.Slab("a", 5), SmallPlant.Slab("b", 6), SmallPlant.Slab("c", 7)]);

        Assert.Equal(third, plan.Loads.Max(load => SmallPlant.Second(plan, load.MouldsFrom)));
        Assert.Equal(most, plan.Kpi.YardPeak);
        Assert.Empty(plan.Late);
    }

    // a and b were due before the start: they need none. The one place is c's: all start as they would without a limit.
    [Fact]
    public void What_would_not_be_early_needs_no_place()
    {
        Plan plan = new SmallPlant { YardPlaces = 1 }.Solve([SmallPlant.Slab("a", 0), SmallPlant.Slab("b", 0), SmallPlant.Slab("c", 9)]);

        Assert.Equal(["a", "b", "c"], plan.Loads.OrderBy(load => load.MouldsFrom).Select(load => load.Elements[0].ElementId));
        Assert.Equal([0, 120, 1_490], plan.Loads.Select(load => SmallPlant.Second(plan, load.MouldsFrom)).Order());
        Assert.Equal(1, plan.Kpi.YardPeak);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(200)]
    public void Limit_in_a_file_is_kept(int places)
    {
        using var files = new PlantDirectory("jinhai");
        files.Write("plant.yaml", files.Read("plant.yaml").Replace("# yardPlaces: 400", $"yardPlaces: {places}", StringComparison.Ordinal));
        PlantConfiguration configuration = PlantFiles.Load(files.Path).Value;

        Plan plan = SamplePlan.Solve(SamplePlan.Problem(SamplePlan.Elements) with { Plant = configuration.Plant }, iterations: 50);

        Assert.InRange(plan.Kpi.YardPeak, 1, places);
        Assert.Empty(plan.Unplanned);
        Assert.Empty(PlanChecker.Check(files.Path, SamplePlan.OrderFiles, SamplePlan.ToJson(plan)));
    }
}
