using PrecastMes.Execution.Lines;

namespace PrecastMes.Tests.Execution;

public sealed class LineSimulationTests
{
    // Loads 9–16 need the moulds of loads 1–8 again, as the three loads of each fixed mould do.
    private static readonly IReadOnlyList<ReleasedLoad> Loads =
    [
        .. Enumerable.Range(1, 16).Select(n => TestPlant.LoopLoad(n, ((n - 1) % 8) + 1)),
        .. Enumerable.Range(1, 6).Select(n => TestPlant.FixedLoad(n, ((n - 1) % 2) + 1)),
    ];

    [Fact]
    public void Every_released_element_is_made_and_everything_is_free_again()
    {
        var world = new DeciderWorld(seed: 1);
        world.Release(Loads);
        world.RunUntil(s => s.Loads.Count == 0);
        AssertTold(world);
    }

    [Theory]
    [InlineData(0.002)]
    [InlineData(0.02)]
    [InlineData(0.2)]
    public void Owners_that_die_and_writes_that_are_lost_change_nothing_of_it(double faults)
    {
        var crashes = 0;
        for (var seed = 1; seed <= 5; seed++)
        {
            var world = new DeciderWorld(seed, faults);
            world.Release(Loads);
            world.RunUntil(s => s.Loads.Count == 0, days: 30);
            AssertTold(world);
            crashes += world.Crashes;
        }

        Assert.True(crashes > 0, $"only {crashes} crashes");
    }

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        var stories = Enumerable.Range(0, 2).Select(_ =>
        {
            var world = new DeciderWorld(seed: 5, faults: 0.05);
            world.Release(Loads);
            world.RunUntil(s => s.Loads.Count == 0, days: 30);
            return string.Join('\n', world.Events);
        }).ToList();
        Assert.Equal(stories[0], stories[1]);
    }

    private static void AssertTold(DeciderWorld world)
    {
        var events = world.Events.ToList();

        // Each element passes once.
        var passed = events.OfType<ElementsPassed>().SelectMany(e => e.ElementIds).ToList();
        Assert.Equal(Loads.SelectMany(l => l.Elements).Select(e => e.ElementId).Order(), passed.Order());

        // Each command is executed at most once, was journalled before, and each unit's numbers have no gap.
        var issued = events.OfType<CommandIssued>().ToDictionary(c => c.CommandId);
        Assert.Equal(world.Twin.Executed.Count, world.Twin.Executed.Select(x => x.Id).Distinct().Count());
        foreach (var unit in world.Twin.Executed.GroupBy(x => x.Unit))
        {
            Assert.All(unit, x => Assert.Equal((x.Unit, x.Seq), (issued[x.Id].Unit, issued[x.Id].UnitSeq)));
            Assert.Equal(Enumerable.Range(1, unit.Count()).Select(n => (uint)n), unit.Select(x => x.Seq));
        }

        // The line never asks for what can't be done.
        Assert.Empty(world.Twin.Refused);

        // The loop starts its loads in released order.
        var started = events.OfType<LoadStarted>().Where(e => e.PalletId is not null).Select(e => e.LoadId).ToList();
        Assert.Equal(Loads.Where(l => l.LineId == "loop").Select(l => l.LoadId), started);

        Assert.Empty(world.State.Moulds);
        Assert.Empty(world.State.Pallets);
        Assert.Equal(events.Count, world.State.Version);
    }
}
