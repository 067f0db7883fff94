using PrecastMes.Production.Elements;
using PrecastMes.Production.Moulds;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

/// <summary>What a plan is judged by: each part counted by hand, and each able to decide between plans that are else alike.</summary>
public sealed class ObjectiveTests
{
    private static readonly ObjectiveWeights Nothing = new() { TardinessPerHour = 1, MakespanPerHour = 0 };

    // One mould: finished at 1,650, 3,140 and 4,630 s, due 21,600 s before the start. In the order given floor 1 ends with its second
    // piece: 2 × 26,230 + 24,740 = 77,200 s. With floor 2 at one end: 2 × 24,740 + 26,230 or 2 × 26,230 + 23,250, 75,710 s both ways. The
    // pieces by themselves are 74,220 s late in every order, and that is what the bound says.
    [Fact]
    public void Floor_is_as_late_as_its_latest_piece_and_pieces_of_a_floor_come_together()
    {
        Element[] elements = [Old("a", 1), Old("b", 2), Old("c", 1)];

        Plan plan = new SmallPlant { Moulds = 1, Objective = Nothing with { FloorTardinessPerHour = 1000 } }.Solve(elements, iterations: 50);

        ObjectivePart floors = Part(plan, "floorTardiness");
        Assert.Equal(75_710 / 3600.0, floors.Amount, 4);
        Assert.Equal(75_710 / 3.6, floors.Points, 2);
        Assert.Equal(74_220 / 3600.0, floors.AtLeast!.Value, 4);
        Assert.Equal(74_220 / 3600.0, Part(plan, "tardiness").Amount, 4);
    }

    // Finished at 1,650 and 3,140 s; due at midnight, 64,800 s after the start, and a day later: 63,150 + 148,060 s in the yard.
    [Fact]
    public void Days_in_the_yard_are_counted_from_finish_to_due()
    {
        Plan plan = new SmallPlant { Moulds = 1, Objective = Nothing with { EarlinessPerDay = 10 } }.Solve([SmallPlant.Slab("a", 1), SmallPlant.Slab("b", 2)]);

        ObjectivePart yard = Part(plan, "earliness");
        Assert.Equal(211_210 / 86_400.0, yard.Amount, 4);
        Assert.Equal(yard.Points, plan.Kpi.Objective, 3);
        Assert.Null(yard.AtLeast);
    }

    // From 13:56 on: the pallet is at casting at 13:57:50 and mixed by 13:58:20; of 200 s of casting 110 lie in 2 minutes of overtime. It is
    // then cured by morning and finished at 06:04:20, 6 h 4 min 20 s late. Cast from 06:00:30 on it is finished at 06:25:30: 1,270 s later,
    // 0.35 points. The overtime costs 0.31 points at 10 an hour and 1.1 at 36.
    [Theory]
    [InlineData(10, 110, 21_860)]
    [InlineData(36, 0, 23_130)]
    public void Overtime_is_worked_where_it_saves_more_than_it_costs(int perHour, int overtime, int late)
    {
        Plan plan = new SmallPlant { OvertimeMinutes = 2, Objective = Nothing with { OvertimePerHour = perHour } }.Solve([SmallPlant.Slab("a", needDay: 1)], new TimeOnly(13, 56));

        Assert.Equal(overtime / 3600.0, Part(plan, "overtime").Amount, 4);
        Assert.Equal(late / 3600.0, Part(plan, "tardiness").Amount, 4);
        Assert.Equal((late + ((double)overtime * perHour)) / 3600, plan.Kpi.Objective, 3);
    }

    // Four pallets, two of each concrete: no fewer than one change, three by due dates.
    [Fact]
    public void Concrete_changes_no_more_than_it_must_where_a_change_is_priced()
    {
        Element[] elements = [SmallPlant.Slab("a", 10), Other("b", 20), SmallPlant.Slab("c", 30), Other("d", 40)];
        var plant = new SmallPlant { Moulds = 4 };

        Plan priced = (plant with { Objective = Nothing with { ChangeoverEach = 7 } }).Solve(elements, iterations: 100);

        Assert.Equal(3, Part((plant with { Objective = Nothing }).Solve(elements), "changeovers").Amount);
        Assert.Equal((1, 7, 1), (Part(priced, "changeovers").Amount, Part(priced, "changeovers").Points, Part(priced, "changeovers").AtLeast));
        Assert.Equal(PlanStatus.Optimal, priced.Status);

        static Element Other(string id, int needDay) => SmallPlant.Slab(id, needDay) with { ConcreteGrade = "C40" };
    }

    // One mould for two marks, half an hour from one to the other: M1, M3, M1 in the order given is an hour, both M1 first half an hour.
    [Fact]
    public void Mould_is_set_up_no_more_often_than_it_must_where_that_is_priced()
    {
        var plant = new SmallPlant
        {
            Moulds = 1,
            Serviced = type => type with { Changeovers = [new MouldChangeover("M1", "M3", 30), new MouldChangeover("M3", "M1", 30)] },
            Objective = Nothing with { MouldChangePerHour = 100 },
        };

        Plan plan = plant.Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b") with { Mark = "M3" }, SmallPlant.Slab("c")], iterations: 50);

        Assert.Equal((0.5, 50), (Part(plan, "mouldChange").Amount, Part(plan, "mouldChange").Points));
    }

    [Fact]
    public void Objective_is_the_sum_of_the_points_of_its_parts()
    {
        Plan plan = SamplePlan.Plan;

        Assert.Equal(
            ["floorTardiness", "tardiness", "earliness", "overtime", "changeovers", "mouldChange", "makespan"],
            plan.Kpi.Parts.Select(part => part.Part));
        Assert.Equal(plan.Kpi.Objective, plan.Kpi.Parts.Sum(part => part.Points), 2);
        Assert.All(plan.Kpi.Parts, part => Assert.Equal(part.Amount * part.Weight, part.Points, 0));
    }

    private static Element Old(string id, int floor) => SmallPlant.Slab(id, needDay: 0) with { Floor = floor };

    private static ObjectivePart Part(Plan plan, string name) => plan.Kpi.Parts.Single(part => part.Part == name);
}
