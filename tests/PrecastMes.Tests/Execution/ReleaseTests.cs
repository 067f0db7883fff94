using PrecastMes.Execution.Lines;

namespace PrecastMes.Tests.Execution;

public sealed class ReleaseTests
{
    private static readonly DateTimeOffset Now = TestPlant.Monday6;

    [Fact]
    public void Plan_is_released_once_however_often_it_is_asked()
    {
        var state = After(LineState.Empty, Release(LineState.Empty, TestPlant.LoopLoad(1, 1)));
        var again = Release(state, TestPlant.LoopLoad(1, 1));
        Assert.Null(again.Refusal);
        Assert.Empty(again.Events);
    }

    [Fact]
    public void Element_can_be_released_only_once()
    {
        var state = After(LineState.Empty, Release(LineState.Empty, TestPlant.LoopLoad(1, 1)));
        var again = LineDecider.Release(state, "PL0002", [TestPlant.LoopLoad(1, 1) with { LoadId = "PL0002-L001" }], TestPlant.Layout, Now);
        Assert.Equal("element E001 of load PL0002-L001 is released in load PL0001-L001", again.Refusal?.Detail);
    }

    [Fact]
    public void Refusal_names_everything_that_does_not_fit_and_nothing_is_released()
    {
        var load = TestPlant.LoopLoad(1, 1);
        var refusal = Release(
            LineState.Empty,
            load with { LineId = "long" },
            load with { LoadId = "PL0001-L002", CuringProgramId = "none", Elements = [new ReleasedElement("E9", 0, 0, false, "LT-01")] }).Refusal;
        Assert.Equal("loads-not-fit", refusal?.Code);
        Assert.Equal(
            "load PL0001-L001 is for line long, which the plant has not; mould SF-01 of load PL0001-L001 is none of line long; "
            + "load PL0001-L002 cures by none, which the plant has not; mould LT-01 of load PL0001-L002 is none of line loop",
            refusal?.Detail);
    }

    [Fact]
    public void Event_that_contradicts_the_state_is_not_applied()
    {
        var state = After(LineState.Empty, Release(LineState.Empty, TestPlant.LoopLoad(1, 1), TestPlant.LoopLoad(2, 1)))
            .Apply(new LoadStarted(Now, "PL0001-L001", "P01", "MG"));
        var bug = Assert.Throws<InvalidOperationException>(() => state.Apply(new LoadStarted(Now, "PL0001-L002", "P02", "MG")));
        Assert.Equal("Line journal, event 3: mould SF-01 taken by PL0001-L002 while held by PL0001-L001.", bug.Message);
    }

    [Fact]
    public void Loads_that_have_not_begun_give_way_to_a_repaired_plan()
    {
        var state = After(LineState.Empty, Release(LineState.Empty, TestPlant.LoopLoad(1, 1), TestPlant.LoopLoad(2, 2)))
            .Apply(new LoadStarted(Now, "PL0001-L001", "P01", "MG"));
        var repaired = TestPlant.LoopLoad(2, 3) with { LoadId = "PL0002-L001" };

        var decision = LineDecider.Replace(state, "PL0002", ["PL0001-L002"], [repaired], TestPlant.Layout, Now);
        var after = After(state, decision);

        Assert.Equal(["PL0002-L001"], after.Waiting);
        Assert.Equal(["PL0001-L001", "PL0002-L001"], after.Loads.Keys);
        Assert.Equal("PL0002-L001", after.Elements[repaired.Elements[0].ElementId]);
        Assert.Empty(LineDecider.Replace(after, "PL0002", ["PL0001-L002"], [repaired], TestPlant.Layout, Now).Events);
    }

    [Fact]
    public void A_load_that_has_begun_does_not_give_way()
    {
        var state = After(LineState.Empty, Release(LineState.Empty, TestPlant.LoopLoad(1, 1), TestPlant.LoopLoad(2, 2)))
            .Apply(new LoadStarted(Now, "PL0001-L001", "P01", "MG"));

        var refusal = LineDecider.Replace(state, "PL0002", ["PL0001-L001", "PL0001-L002"], [], TestPlant.Layout, Now).Refusal;

        Assert.Equal("load-begun", refusal?.Code);
        Assert.Contains("PL0001-L001", refusal?.Detail, StringComparison.Ordinal);
    }

    private static LineDecision Release(LineState state, params IReadOnlyList<ReleasedLoad> loads) =>
        LineDecider.Release(state, "PL0001", loads, TestPlant.Layout, Now);

    private static LineState After(LineState state, LineDecision decision) => decision.Events.Aggregate(state, (s, e) => s.Apply(e));
}
