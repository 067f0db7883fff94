using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Scheduling;

public sealed class LowerBoundTests
{
    // One unit of a mould: cycles of 1490 s from the start of the way to the end of stripping; the third is stripped at 4470 and
    // then moves 10, is lifted 100 and inspected 50: 4630 s.
    [Fact]
    public void Chain_of_mould_cycles_is_exact_where_the_mould_binds()
    {
        var plan = new SmallPlant { Moulds = 1 }.Solve([SmallPlant.Slab("a"), SmallPlant.Slab("b"), SmallPlant.Slab("c")]);

        Assert.Equal(4630 / 3600.0, plan.Kpi.MakespanHours, 4);
        Assert.Equal(plan.Kpi.Objective, plan.Kpi.LowerBound, 4);
        Assert.Equal("mould type SF, 1 unit", plan.Kpi.BoundFrom);
        Assert.Equal(PlanStatus.Optimal, plan.Status);
    }

    // Casting: 30 + 500 s and moves of 10 in and 20 out. The first arrives at 120; n loads end by 120 + n × 560 − 30, then the
    // store 20, cure 1000, retrieve 20, strip 100, move 10, lift 100, final 50 follow: 40 loads take 23,790 s.
    [Fact]
    public void Station_bound_counts_the_moves()
    {
        var plan = new SmallPlant { Moulds = 99, Pallets = 99, Levels = 99, CastSeconds = 500 }
            .Solve([.. Enumerable.Range(0, 40).Select(i => SmallPlant.Slab($"s{i}"))]);

        Assert.Equal(23_790 / 3600.0, plan.Kpi.MakespanHours, 4);
        Assert.Equal(plan.Kpi.MakespanHours, plan.Kpi.LowerBound, 3);
        Assert.Equal("station B", plan.Kpi.BoundFrom);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Bound_is_never_above_what_a_search_finds(int seed)
    {
        var random = new Random(seed);
        var plant = new SmallPlant
        {
            Moulds = random.Next(1, 6),
            FixedMoulds = random.Next(1, 4),
            Pallets = random.Next(1, 8),
            Levels = random.Next(1, 5),
            OvertimeMinutes = random.Next(3) * 2,
            CastSeconds = random.Next(50, 2000),
            Objective = new ObjectiveWeights { TardinessPerHour = random.Next(0, 100), FloorTardinessPerHour = random.Next(1, 100), ChangeoverEach = random.Next(0, 5), MakespanPerHour = random.Next(0, 3) },
        };
        Element[] elements =
        [
            .. Enumerable.Range(0, random.Next(2, 40)).Select(i => SmallPlant.Slab($"s{i}", random.Next(0, 3)) with { LengthMm = random.Next(8, 88) * 100, WidthMm = random.Next(5, 33) * 100 }),
            .. Enumerable.Range(0, random.Next(1, 12)).Select(i => SmallPlant.Stair($"t{i}", random.Next(0, 3))),
        ];

        elements = [.. elements.Select(e => e with { Floor = random.Next(1, 5), TardinessWeight = random.Next(1, 4), ConcreteGrade = random.Next(3) == 0 ? "C40" : "C30" })];

        var plan = plant.Solve(elements, new TimeOnly(random.Next(6, 14), random.Next(60)), iterations: 400);

        Assert.Equal(elements.Length, plan.Kpi.Scheduled);
        Assert.InRange(plan.Kpi.LowerBound, 0.01, plan.Kpi.Objective);
        Assert.All(plan.Kpi.Parts, part => Assert.InRange(part.AtLeast ?? 0, 0, part.Amount));
    }
}
