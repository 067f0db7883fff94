using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;

namespace PrecastMes.Tests.Execution;

public sealed class FixedAreaRulesTests
{
    [Fact]
    public void A_gang_works_at_one_mould_at_a_time()
    {
        var world = Made(TestPlant.FixedLoad(1, 1), TestPlant.FixedLoad(2, 2));
        var work = world.Events.OfType<OperationCompleted>().Where(e => e.Operation is "prepare" or "cage").OrderBy(e => e.At).ToList();
        Assert.Equal(4, work.Count);
        for (var i = 1; i < work.Count; i++)
        {
            Assert.True(work[i].StartedAt >= work[i - 1].At, $"{work[i]} begins before {work[i - 1]} ends");
        }
    }

    [Fact]
    public void A_load_for_a_free_mould_may_overtake_one_that_waits_for_its_mould()
    {
        var world = Made(TestPlant.FixedLoad(1, 1), TestPlant.FixedLoad(2, 1), TestPlant.FixedLoad(3, 2));
        Assert.Equal(
            ["PL0001-X001", "PL0001-X003", "PL0001-X002"],
            world.Events.OfType<LoadStarted>().Select(e => e.LoadId));
    }

    [Fact]
    public void Mould_is_free_at_the_end_of_demoulding_after_curing_in_place()
    {
        var world = Made(TestPlant.FixedLoad(1, 1));
        var demoulded = world.One<OperationCompleted>(e => e.Operation == "demould");
        Assert.Equal(demoulded.At, world.One<MouldsReleased>(_ => true).At);
        Assert.Equal("LT-01", world.One<CuringRecorded>(_ => true).Place);
        Assert.True(demoulded.StartedAt >= world.One<OperationCompleted>(e => e.Operation == "cure").At);
    }

    [Fact]
    public void Mixer_makes_one_batch_at_a_time_for_all_lines()
    {
        var world = Made(
            [.. Enumerable.Range(1, 6).Select(n => TestPlant.LoopLoad(n, n)), TestPlant.FixedLoad(1, 1), TestPlant.FixedLoad(2, 2)]);
        CommandIssued? running = null;
        foreach (var e in world.Events)
        {
            if (e is CommandIssued { Code: CommandCode.Batch } batch)
            {
                Assert.Null(running);
                running = batch;
            }
            else if (e is CommandCompleted done && done.CommandId == running?.CommandId)
            {
                running = null;
            }
        }

        Assert.Equal(8, world.Events.OfType<BatchMixed>().Count());
    }

    private static DeciderWorld Made(params IReadOnlyList<ReleasedLoad> loads)
    {
        var world = new DeciderWorld(1);
        world.Release(loads);
        world.RunUntil(s => s.Loads.Count == 0);
        return world;
    }
}
