using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Comparing;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Two plans element by element.</summary>
public sealed class PlanComparisonTests
{
    private static readonly Element[] Three = [SmallPlant.Slab("A", 1), SmallPlant.Slab("B", 2), SmallPlant.Slab("C", 3)];

    [Fact]
    public void A_plan_changes_nothing_against_itself()
    {
        Plan plan = new SmallPlant().Solve(Three);
        PlanComparison comparison = PlanComparison.Of(plan, plan);

        Assert.Equal(3, comparison.Same);
        Assert.Empty(comparison.Changes);
    }

    [Fact]
    public void What_comes_goes_and_moves_is_named()
    {
        Plan before = new SmallPlant().Solve(Three);
        Plan after = new SmallPlant().Solve([Three[0], Three[1], SmallPlant.Slab("D", 3)], new TimeOnly(7, 0));
        PlanComparison comparison = PlanComparison.Of(before, after);

        Assert.Equal(0, comparison.Same);
        Assert.Equal(
            ["A Moved", "B Moved", "C Removed", "D Added"],
            comparison.Changes.Select(change => $"{change.ElementId} {change.Kind}").Order(StringComparer.Ordinal));
        ElementChange moved = comparison.Changes.Single(change => change.ElementId == "A");
        Assert.Equal(TimeSpan.FromHours(1), moved.StartAfter - moved.StartBefore);
        Assert.False(moved.HasOtherCompany);
    }

    [Fact]
    public void What_becomes_late_is_told_by_the_due_date_of_each_plan()
    {
        Plan onTime = new SmallPlant().Solve([SmallPlant.Slab("A", 20)]);
        Plan late = new SmallPlant().Solve([SmallPlant.Slab("A", 0)], new TimeOnly(8, 0));

        Assert.True(PlanComparison.Of(onTime, late).Changes.Single().BecomesLate);
        Assert.Single(late.Late);
    }
}
