using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

/// <summary>The reason that a plan names for a late element. Need day 1 means due at 00:00 after the first shift.</summary>
public sealed class LateReasonTests
{
    private static LateElement Only(Plan plan) => Assert.Single(plan.Late);

    [Fact]
    public void Element_due_before_it_could_be_ready_alone_is_late_by_its_route()
    {
        var late = Only(new SmallPlant().Solve([SmallPlant.Slab("a", needDay: 0)]));

        Assert.Equal(("route", ""), (late.ReasonCode, late.Resource));
    }

    // One unit makes a slab in 1490 s; 28,800 s hold 19 of them.
    [Fact]
    public void Element_that_waited_for_a_mould_names_the_mould_type()
    {
        var plan = new SmallPlant { Moulds = 1 }.Solve([.. Enumerable.Range(0, 20).Select(i => SmallPlant.Slab($"s{i}", needDay: 1))]);

        Assert.Equal(("mould", "SF"), (Only(plan).ReasonCode, Only(plan).Resource));
    }

    [Fact]
    public void Element_that_waited_for_a_pallet_names_the_line()
    {
        var plan = new SmallPlant { Moulds = 50, Pallets = 1 }.Solve([.. Enumerable.Range(0, 18).Select(i => SmallPlant.Slab($"s{i}", needDay: 1))]);

        Assert.All(plan.Late, l => Assert.Equal(("pallet", "L"), (l.ReasonCode, l.Resource)));
        Assert.NotEmpty(plan.Late);
    }

    // Casting with its moves is the slowest station: 30 + 500 + 10 in and 20 out = 560 s a load, 51 loads a shift.
    [Fact]
    public void Element_that_waited_its_turn_names_the_slowest_station()
    {
        var plan = new SmallPlant { Moulds = 99, Pallets = 99, Levels = 99, CastSeconds = 500 }
            .Solve([.. Enumerable.Range(0, 55).Select(i => SmallPlant.Slab($"s{i}", needDay: 1))]);

        Assert.NotEmpty(plan.Late);
        Assert.All(plan.Late, l => Assert.Equal(("station", "B"), (l.ReasonCode, l.Resource)));
    }

    [Fact]
    public void Stair_that_waited_for_a_gang_names_the_crew()
    {
        var plan = new SmallPlant { FixedMoulds = 60 }.Solve([.. Enumerable.Range(0, 50).Select(i => SmallPlant.Stair($"t{i}", needDay: 1))]);

        Assert.NotEmpty(plan.Late);
        Assert.All(plan.Late, l => Assert.Equal("crew", l.ReasonCode));
    }
}
