using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Chains of late floors, link by link, in seconds from the plan's start at 06:00. Need day 0 means due before it.</summary>
public sealed class BindingChainTests
{
    // A stair alone: prepare 600, batch 30, cast 300, cure 1000, demould 300, final 50.
    [Fact]
    public void Stair_alone_is_bound_by_its_own_work() => AssertChain(
        new SmallPlant().Solve([SmallPlant.Stair("a", 0)]),
        "0-600 work LT-01",
        "600-630 work MX",
        "630-930 work LT-01",
        "930-1930 cure cure",
        "1930-2230 work LT-01",
        "2230-2280 work G");

    // One mould for two stairs: the second begins when the first is demoulded, 2230, and takes as long.
    [Fact]
    public void Stair_that_waits_for_a_mould_names_the_load_that_has_it() => AssertChain(
        new SmallPlant { FixedMoulds = 1 }.Solve([SmallPlant.Stair("a", 0), SmallPlant.Stair("b", 0)]),
        "0-2230 T-L0002 mould LT held by T-L0001",
        "2230-2830 work LT-01",
        "2830-2860 work MX",
        "2860-3160 work LT-01",
        "3160-4160 cure cure",
        "4160-4460 work LT-01",
        "4460-4510 work G");

    // Moulds enough: the second is prepared by the one gang from 600 on. Three of them: the third from 1200.
    [Fact]
    public void Stairs_that_wait_for_a_gang_are_one_link() => AssertChain(
        new SmallPlant { FixedMoulds = 3 }.Solve([SmallPlant.Stair("a", 0), SmallPlant.Stair("b", 0), SmallPlant.Stair("c", 0)]),
        "0-1200 T-L0003 crew prep held by T-L0002 (2 loads)",
        "1200-1800 work LT-03",
        "1800-1830 work MX",
        "1830-2130 work LT-03",
        "2130-3130 cure cure",
        "3130-3430 work LT-03",
        "3430-3480 work G");

    // One pallet: in 10 + clean 100 + 10 + batch 30 + cast 200 + store 20 + cure 1000 + retrieve 20 + strip 100 + 10 + lift 100 + back 10 = 1610;
    // its elements come off at 1600 and are inspected for 50: 1650, and the second's at 1610 + 1650 = 3260.
    [Fact]
    public void Slab_that_waits_for_a_pallet_names_the_load_that_brings_it_back()
    {
        var chain = Chain(new SmallPlant { Pallets = 1 }.Solve([SmallPlant.Slab("a", 0), SmallPlant.Slab("b", 0)]));

        Assert.Equal(["0-1610 T-L0002 pallet L held by T-L0001", "1610-1720 work A"], chain.Take(2));
        Assert.Equal("3210-3260 work E", chain[^1]);
    }

    // The first is at B from 110 on: moved 120, batch 150, cast 650, stored 670. The second is cleaned at 230 (it came at 120) and moves at 670.
    [Fact]
    public void Slab_that_waits_for_the_next_station_names_the_load_there() => Assert.Equal(
        ["0-110 T-L0001 work A", "110-670 T-L0002 station B held by T-L0001", "670-680 T-L0002 work B"],
        Chain(new SmallPlant { CastSeconds = 500 }.Solve([SmallPlant.Slab("a", 0), SmallPlant.Slab("b", 0)]), names: true).Take(3));

    // One compartment: the first is in it from 350 (110 + 10 + 30 + 200) to 370 + 1000 + 20 = 1390. The second is cast at 600 (370 + 10 + 30 + 200 = 610) and waits.
    [Fact]
    public void Slab_that_waits_for_the_chamber_names_the_load_in_it() => Assert.Contains(
        "350-1390 T-L0002 chamber CH held by T-L0001",
        Chain(new SmallPlant { Levels = 1 }.Solve([SmallPlant.Slab("a", 0), SmallPlant.Slab("b", 0)]), names: true));

    // Cleaning ends at 13:51:50, but batch 30 and cast 600 end after 14:00: concrete is mixed in the morning, 22,200 s after 13:50.
    [Fact]
    public void Slab_that_waits_for_the_morning_is_bound_by_the_shift()
    {
        var chain = Chain(new SmallPlant { CastSeconds = 600 }.Solve([SmallPlant.Slab("a", 0)], new TimeOnly(13, 50)));

        Assert.Equal(["0-110 work A", "110-120 work B", "120-58200 shift ", "58200-58230 work MX"], chain.Take(4));
    }

    [Fact]
    public void Slab_that_waits_for_a_broken_station_is_bound_by_the_outage()
    {
        var start = SmallPlant.Start(new TimeOnly(6, 0));
        var problem = new PlanningProblem(new SmallPlant().Build(), [SmallPlant.Slab("a", 0)], start, "T", []) { Disturbances = [new StationDown("A", start, start.AddSeconds(3000))] };

        Assert.Equal(["0-10 work A", "10-3000 outage A", "3000-3100 work A"], Chain(SamplePlan.Solve(problem, iterations: 0)).Take(3));
    }

    // The only mould comes free at 10 + 100 + 10 + 30 + 200 + 20 + 1000 + 20 + 100 = 1490 and is cleaned for 600.
    [Fact]
    public void Slab_that_waits_for_a_mould_to_be_cleaned_says_so() => Assert.Equal(
        ["0-1490 T-L0002 mould SF held by T-L0001", "1490-2090 T-L0002 service SF", "2090-2200 T-L0002 work A"],
        Chain(new SmallPlant { Moulds = 1, Serviced = type => type with { CleaningMinutes = 10 } }.Solve([SmallPlant.Slab("a", 0), SmallPlant.Slab("b", 0)]), names: true).Take(3));

    // Midnight is 64,800 s after 06:00; the pallet arrives when the shift begins, 86,400.
    [Fact]
    public void Slab_that_is_released_later_begins_its_chain_there() => Assert.Equal(
        ["0-64800 release ", "64800-86390 shift ", "86390-86500 work A"],
        Chain(new SmallPlant().Solve([SmallPlant.Slab("a", 0) with { ReleaseDate = new DateOnly(2026, 3, 3) }])).Take(3));

    // Lifted at 1600; E begins at 07:00.
    [Fact]
    public void Slab_that_waits_for_the_calendar_of_a_station_names_the_station() => Assert.Equal(
        ["1490-1600 work D", "1600-3600 calendar E", "3600-3650 work E"],
        Chain(new SmallPlant { Working = plant => plant.Give("late", plant.Day("07:00-15:00"), "E") }.Solve([SmallPlant.Slab("a", 0)])).TakeLast(3));

    // At B at 120, when the mixer pauses until 600.
    [Fact]
    public void Slab_that_waits_for_the_calendar_of_the_mixer_names_the_mixer() => Assert.Equal(
        ["110-120 work B", "120-600 calendar MX", "600-630 work MX"],
        Chain(new SmallPlant { Working = plant => plant.Give("mix", plant.Day("06:00-14:00", "06:02-06:10"), "MX") }.Solve([SmallPlant.Slab("a", 0)])).Skip(1).Take(3));

    // Prepared by 600; the crew that casts comes at 07:00, and mixing takes 30 s before.
    [Fact]
    public void Stair_that_waits_for_the_calendar_of_a_crew_names_the_crew() => Assert.Equal(
        ["0-600 work LT-01", "600-3570 calendar pour", "3570-3600 work MX"],
        Chain(new SmallPlant { Working = plant => plant.Give("late", plant.Day("07:00-15:00"), "pour") }.Solve([SmallPlant.Stair("a", 0)])).Take(3));

    // Cured at 1930; the crew is there, but demoulding is done from noon on.
    [Fact]
    public void Stair_that_waits_for_the_calendar_of_an_operation_names_the_operation() => Assert.Equal(
        ["1930-21600 calendar demould", "21600-21900 work LT-01"],
        Chain(new SmallPlant { Working = plant => plant.Give("noon", plant.Day("12:00-20:00"), "demould") }.Solve([SmallPlant.Stair("a", 0)])).TakeLast(3).Take(2));

    private static void AssertChain(Plan plan, params string[] expected) => Assert.Equal(expected, Chain(plan));

    private static List<string> Chain(Plan plan, bool names = false)
    {
        var floor = Assert.Single(plan.LateFloors);
        return [.. floor.Chain!.Select(link => $"{SmallPlant.Second(plan, link.Since)}-{SmallPlant.Second(plan, link.Until)} {(names || link.HeldBy is not null ? link.LoadId + " " : "")}{link.Rule} {link.Resource}"
            + (link.HeldBy is { } holder ? $" held by {holder}" : "") + (link.Loads > 1 ? $" ({link.Loads} loads)" : ""))];
    }
}
