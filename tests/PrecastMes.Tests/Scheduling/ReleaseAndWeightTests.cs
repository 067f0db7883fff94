using System.Globalization;
using PrecastMes.Exchange.Plants;
using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Elements that must not be started before a day, and elements whose lateness counts more than that of others.</summary>
public sealed class ReleaseAndWeightTests
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    // A move takes 10 s: the pallet leaves the magazine at 05:59:50 on Tuesday, 86,390 s after Monday 06:00.
    [Fact]
    public void Element_is_not_started_before_the_day_of_its_release()
    {
        Plan plan = new SmallPlant().Solve([SmallPlant.Slab("a") with { ReleaseDate = Tuesday }, SmallPlant.Slab("b")]);

        Assert.Equal(
            [("b", 0), ("a", 86_390)],
            plan.Loads.OrderBy(load => load.MouldsFrom).Select(load => (load.Elements[0].ElementId, SmallPlant.Second(plan, load.MouldsFrom))));
    }

    [Fact]
    public void Stair_is_not_started_before_the_day_of_its_release()
    {
        Plan plan = new SmallPlant().Solve([SmallPlant.Stair("a") with { ReleaseDate = Tuesday }]);

        Assert.Equal(86_400, SmallPlant.Second(plan, plan.Loads[0].MouldsFrom));
    }

    // Both would lie on one pallet; the released one doesn't wait a day for the other.
    [Fact]
    public void What_is_not_released_holds_nothing_up_on_its_pallet()
    {
        Element small = SmallPlant.Slab("a") with { LengthMm = 2000, WidthMm = 1000 };

        Plan plan = new SmallPlant().Solve([small, small with { Id = "b", ReleaseDate = Tuesday }]);

        Assert.Equal(0, SmallPlant.Second(plan, plan.Loads.Single(load => load.Elements.Any(e => e.ElementId == "a")).MouldsFrom));
        Assert.Equal(2, plan.Loads.Count);
    }

    // Due on Tuesday at midnight; from 06:00 on it takes the route's 1,660 s. Without the date it would be in time.
    [Fact]
    public void Release_is_named_when_it_alone_makes_an_element_late()
    {
        Plan plan = new SmallPlant().Solve([SmallPlant.Slab("a", needDay: 1) with { ReleaseDate = Tuesday }]);

        Assert.Equal("release", Assert.Single(plan.Late).ReasonCode);
        Assert.Equal(plan.Kpi.Objective, plan.Kpi.LowerBound, 4);
    }

    // One mould: the first is finished at 1,650 s, the second a cycle of 1,490 s later. Both were due 21,600 s before the start. The
    // heavy one first: 3 × 23,250 + 24,740 = 94,490 s; the other way round 23,250 + 3 × 24,740 = 97,470 s. The bound in layers:
    // both once, 23,250 + 24,740, and twice more the heavy one alone, 2 × 23,250: 94,490 s.
    [Fact]
    public void Weight_decides_who_goes_first_and_the_bound_counts_it()
    {
        Plan plan = new SmallPlant { Moulds = 1 }.Solve([SmallPlant.Slab("a", needDay: 0), SmallPlant.Slab("b", needDay: 0) with { TardinessWeight = 3 }], iterations: 20);

        Assert.Equal("b", plan.Loads.MinBy(load => load.MouldsFrom)!.Elements[0].ElementId);
        Assert.Equal(94_490 / 3600.0, plan.Kpi.WeightedTardinessHours, 4);
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_dates_and_weights_in_files_break_no_rule(int seed)
    {
        var random = new Random(seed);
        var directory = Path.Combine(Repository.Root, "config", "plants", "minimal");
        PlantConfiguration configuration = PlantFiles.Load(directory).Value;
        var families = configuration.Plant.Families.ToDictionary(f => f.LineId);
        Element[] elements =
        [
            .. configuration.Plant.MouldTypes.SelectMany(m => m.Marks.SelectMany(mark => Enumerable.Range(1, 12).Select(n => new Element(
                $"P-{mark}-{n}", "P", "B1", 1, mark, families[m.LineId].Code, 2000, 1000, 60, "C30", 120, 300, new DateOnly(2026, 3, 3).AddDays(random.Next(8)))
            {
                ReleaseDate = random.Next(3) == 0 ? null : new DateOnly(2026, 3, 1).AddDays(random.Next(12)),
                TardinessWeight = random.Next(1, 6),
            }))),
        ];
        var orders = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(
                orders,
                elements.Select(e => string.Create(CultureInfo.InvariantCulture, $"{e.Id},{e.Mark},{e.FamilyCode},2000,1000,C30,0.120,300,{e.NeedDate:yyyy-MM-dd},{e.ReleaseDate:yyyy-MM-dd},{e.TardinessWeight}"))
                    .Prepend("element,mark,family,length_mm,width_mm,concrete_grade,volume_m3,weight_kg,need_date,release_date,tardiness_weight"));

            Plan plan = SamplePlan.Solve(SamplePlan.Problem(elements) with { Plant = configuration.Plant, StartAt = configuration.DemoStart }, iterations: 200);

            Assert.Empty(plan.Unplanned);
            Assert.Empty(PlanChecker.Check(directory, [orders], SamplePlan.ToJson(plan)));
        }
        finally
        {
            File.Delete(orders);
        }
    }
}
