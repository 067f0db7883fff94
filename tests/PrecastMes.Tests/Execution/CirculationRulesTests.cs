using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;

namespace PrecastMes.Tests.Execution;

public sealed class CirculationRulesTests
{
    private static readonly DateTimeOffset Monday = TestPlant.Monday6.AddHours(-6);

    [Fact]
    public void Load_starts_no_earlier_than_15_minutes_before_its_plan()
    {
        var world = Made(TestPlant.LoopLoad(1, 1, Monday.AddHours(9)));
        Assert.Equal(Monday.AddHours(8.75), world.One<LoadStarted>(_ => true).At);
    }

    [Fact]
    public void Load_does_not_start_outside_the_shift()
    {
        // Planned for 05:00; the early shift begins at 06:00.
        var world = new DeciderWorld(1, start: Monday.AddHours(2));
        world.Release(TestPlant.LoopLoad(1, 1, Monday.AddHours(5)));
        world.RunUntil(s => s.Loads.Count == 0);
        Assert.Equal(Monday.AddHours(6), world.One<LoadStarted>(_ => true).At);
    }

    [Fact]
    public void Loads_start_in_released_order_even_when_a_later_one_could_go_first()
    {
        // Load 2 waits for the mould of load 1; load 3 has its own and waits behind it.
        var world = Made(TestPlant.LoopLoad(1, 1), TestPlant.LoopLoad(2, 1), TestPlant.LoopLoad(3, 3));
        Assert.Equal(["PL0001-L001", "PL0001-L002", "PL0001-L003"], world.Events.OfType<LoadStarted>().Select(e => e.LoadId));
    }

    [Fact]
    public void Load_waits_until_its_mould_is_free()
    {
        var world = Made(TestPlant.LoopLoad(1, 1), TestPlant.LoopLoad(2, 1));
        var freed = world.One<MouldsReleased>(e => e.LoadId == "PL0001-L001").At;
        Assert.True(world.One<LoadStarted>(e => e.LoadId == "PL0001-L002").At >= freed);
    }

    [Fact]
    public void Moulds_are_free_at_the_end_of_stripping_and_elements_leave_the_pallet_at_the_end_of_lifting()
    {
        var world = Made(TestPlant.LoopLoad(1, 1));
        Assert.Equal(world.One<OperationCompleted>(e => e.Operation == "strip").At, world.One<MouldsReleased>(_ => true).At);
        Assert.Equal(world.One<OperationCompleted>(e => e.Operation == "lift").At, world.One<ElementsLifted>(_ => true).At);
        Assert.Null(world.One<PalletMoved>(e => e.From == "D2").LoadId);
    }

    [Fact]
    public void Another_pallet_serves_when_the_planned_one_is_under_way()
    {
        var world = Made(TestPlant.LoopLoad(1, 1, pallet: "P03"), TestPlant.LoopLoad(2, 2, pallet: "P03"));
        Assert.Equal(["P03", "P01"], world.Events.OfType<LoadStarted>().Select(e => e.PalletId));
    }

    [Fact]
    public void Pallet_is_free_when_it_is_back_in_the_magazine()
    {
        var world = Made(TestPlant.LoopLoad(1, 1));
        Assert.Equal(world.One<PalletMoved>(e => e.To == "MG").At, world.One<PalletFreed>(_ => true).At);
    }

    [Fact]
    public void Concrete_is_mixed_when_the_pallet_stands_at_the_casting_station_and_cast_afterwards()
    {
        var world = Made(TestPlant.LoopLoad(1, 1));
        var arrived = world.One<PalletMoved>(e => e.To == "W2").At;
        var mixed = world.One<BatchMixed>(_ => true);
        Assert.True(world.One<CommandIssued>(e => e.Code == CommandCode.Batch).At >= arrived);
        Assert.True(world.One<CommandIssued>(e => e.Operation == "cast").At >= mixed.At);
        Assert.Equal(("C30", 900), (mixed.Grade, mixed.VolumeLitres));
    }

    [Fact]
    public void Nothing_is_mixed_when_its_concrete_could_not_be_trowelled_in_the_shift()
    {
        // Start at 21:30, at W2 by 21:41 at the latest. Mixing to 21:44, cast (560 s) to 21:53, screed (move 60 + 420 s) to 22:01,
        // pre-cure (60 + 600 s) to 22:12, move: trowelling would begin at 22:13, after the shift's end.
        var world = Made(TestPlant.LoopLoad(1, 1, Monday.AddHours(21.75)));
        Assert.True(world.One<LoadStarted>(_ => true).At < Monday.AddHours(22));
        Assert.Equal(Monday.AddDays(1).AddHours(6), world.One<CommandIssued>(e => e.Code == CommandCode.Batch).At);
    }

    [Fact]
    public void A_pallet_moves_on_only_into_a_free_station()
    {
        var world = Made([.. Enumerable.Range(1, 8).Select(n => TestPlant.LoopLoad(n, n))]);
        var standing = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var move in world.Events.OfType<PalletMoved>().Where(e => e.To != "MG"))
        {
            foreach (var place in standing.Where(p => p.Value == move.PalletId).Select(p => p.Key).ToList())
            {
                standing.Remove(place);
            }

            Assert.True(standing.TryAdd(move.To, move.PalletId), $"{move.PalletId} into {move.To}, where {standing[move.To]} stands");
            foreach (var left in world.Events.OfType<PalletMoved>().Where(e => e.To == "MG" && e.At <= move.At))
            {
                standing.Remove(left.From);
            }
        }
    }

    [Fact]
    public void Load_goes_into_another_compartment_when_the_planned_one_is_taken()
    {
        // Loads 1 and 4 both have CH-C1L1 planned.
        var world = Made(TestPlant.LoopLoad(1, 1), TestPlant.LoopLoad(4, 4));
        Assert.Equal(["CH-C1L1", "CH-C1L2"], world.Events.OfType<CuringStarted>().Select(e => e.Place));
    }

    [Fact]
    public void Store_names_the_whole_curing_programme()
    {
        var world = Made(TestPlant.LoopLoad(1, 1));
        Assert.Equal("slab;7200;18;50;14400;18;38", world.One<CommandIssued>(e => e.Code == CommandCode.Store).Recipe);
    }

    [Fact]
    public void Elements_count_as_output_at_the_end_of_final_inspection()
    {
        var world = Made(TestPlant.LoopLoad(1, 1));
        Assert.Equal(world.One<OperationCompleted>(e => e.Operation == "final").At, world.One<ElementsPassed>(_ => true).At);
        Assert.Equal(world.One<OperationCompleted>(e => e.Operation == "yard").At, world.One<ElementsYarded>(_ => true).At);
    }

    private static DeciderWorld Made(params IReadOnlyList<ReleasedLoad> loads)
    {
        var world = new DeciderWorld(1);
        world.Release(loads);
        world.RunUntil(s => s.Loads.Count == 0);
        return world;
    }
}
