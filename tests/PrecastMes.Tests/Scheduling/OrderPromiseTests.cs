using PrecastMes.Production.Elements;
using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Promising;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Promise dates on the small plant, whose slabs each need a pallet and one of two moulds.</summary>
public sealed class OrderPromiseTests
{
    // Alone, a slab takes under an hour on the first day (2 March): finished in the day, due by the start of a day, so the first need date
    // is 3 March; the plant has no yard lead days beyond those of its definition.
    [Fact]
    public void An_empty_plant_promises_the_next_day()
    {
        var plant = new SmallPlant().Build();
        Promise promise = Ask([], [], [SmallPlant.Slab("N1", 0)]);

        Assert.Equal(new DateOnly(2026, 3, 3).AddDays(plant.YardLeadDays), promise.WithoutPushing);
        Assert.Equal(promise.WithoutPushing, promise.InTurn);
        Assert.Empty(promise.Pushed);
        Assert.Equal(("B1", 1, 1), (promise.Floors[0].Building, promise.Floors[0].Floor, promise.Floors[0].Elements));
    }

    [Fact]
    public void What_is_ordered_before_stays_or_is_named()
    {
        // One mould: sixty slabs take it for days, more than they have; twenty new ones, due first, make the others later still.
        Element[] waiting = [.. Enumerable.Range(0, 60).Select(i => SmallPlant.Slab($"W{i:00}", 2))];
        Promise promise = Ask(waiting, [], [.. Enumerable.Range(0, 20).Select(i => SmallPlant.Slab($"N{i:00}", 1))]);

        Assert.True(promise.WithoutPushing > promise.InTurn, $"{promise.WithoutPushing} behind all, {promise.InTurn} in turn");
        Assert.NotEmpty(promise.Pushed);
        Assert.All(promise.Pushed, pushed => Assert.True(pushed.FinishAfter > pushed.FinishBefore && pushed.FinishAfter > pushed.DueAt && pushed.ElementId.StartsWith('W')));
    }

    [Fact]
    public void Released_loads_keep_their_moulds_and_the_order_comes_later()
    {
        Element[] first = [.. Enumerable.Range(0, 60).Select(i => SmallPlant.Slab($"R{i:00}", 1))];
        IReadOnlyList<PlannedLoad> released = new SmallPlant { Moulds = 1 }.Solve(first).Loads;
        Promise promise = Ask([], released, [SmallPlant.Slab("N1", 1)]);
        Promise alone = Ask([], [], [SmallPlant.Slab("N1", 1)]);

        Assert.True(promise.WithoutPushing > alone.WithoutPushing, $"{promise.WithoutPushing} beside 60 released slabs, {alone.WithoutPushing} alone");
        Assert.Empty(promise.Pushed);
    }

    [Fact]
    public void What_the_plant_can_not_make_is_said()
    {
        Promise promise = Ask([], [], [SmallPlant.Slab("N1") with { Mark = "UNKNOWN" }]);

        Assert.Equal((null, null, "no-mould"), (promise.WithoutPushing, promise.InTurn, promise.Unplanned.Single().ReasonCode));
    }

    [Fact]
    public void An_element_of_the_live_plan_is_refused() =>
        Assert.Throws<ArgumentException>(() => Ask([SmallPlant.Slab("A")], [], [SmallPlant.Slab("A")]));

    private static Promise Ask(IReadOnlyList<Element> live, IReadOnlyList<PlannedLoad> released, IReadOnlyList<Element> order) =>
        new OrderPromise(TimeProvider.System).Ask(
            new PlanningProblem(new SmallPlant { Moulds = 1 }.Build(), live, SmallPlant.Start(new TimeOnly(6, 0)), "PL0009", released),
            order,
            TimeSpan.Zero,
            TestContext.Current.CancellationToken);
}
