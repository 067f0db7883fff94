using PrecastMes.Production.Elements;
using PrecastMes.Scheduling;

namespace PrecastMes.Tests.Scheduling;

/// <summary>Chains of late floors, followed in the plan's document by code that shares nothing with the planner.</summary>
public sealed class ChainCheckerTests
{
    [Fact]
    public void Chains_of_the_sample_hold()
    {
        // Half of the moulds are gone, so that many floors are late.
        var plant = SamplePlan.Plant with { MouldTypes = [.. SamplePlan.Plant.MouldTypes.Select(type => type with { Count = Math.Max(1, type.Count / 2) })] };
        var plan = SamplePlan.Solve(SamplePlan.Problem() with { Plant = plant }, iterations: 50);

        var checker = ChainChecker.Check(plant, SamplePlan.Elements, SamplePlan.ToJson(plan));

        Assert.Empty(checker.Findings);
        Assert.NotEmpty(plan.LateFloors);
        Assert.All(plan.LateFloors, floor => Assert.InRange(floor.Chain!.Count, 1, 31));
        Assert.Contains(plan.LateFloors, floor => floor.Chain is [{ Rule: "earlier" }, ..] && floor.Chain.Count == 31);
    }

    [Fact]
    public void Chains_beside_an_earlier_plan_hold()
    {
        var plant = new SmallPlant { Moulds = 3, FixedMoulds = 1 }.Build();
        Element[] first = [.. Enumerable.Range(0, 30).Select(i => i % 5 == 0 ? SmallPlant.Stair($"a{i}") : SmallPlant.Slab($"a{i}"))];
        Element[] second = [.. Enumerable.Range(0, 12).Select(i => i % 4 == 0 ? SmallPlant.Stair($"b{i}", 0) : SmallPlant.Slab($"b{i}", 0))];
        var problem = new PlanningProblem(plant, first, SmallPlant.Start(new TimeOnly(6, 0)), "T1", []);
        var before = SamplePlan.Solve(problem, iterations: 0);
        var plan = SamplePlan.Solve(problem with { Elements = second, PlanId = "T2", Committed = before.Loads }, iterations: 0);

        var checker = ChainChecker.Check(plant, second, SamplePlan.ToJson(plan), SamplePlan.ToJson(before));

        Assert.Empty(checker.Findings);
        Assert.All(plan.LateFloors, floor => Assert.Contains(floor.Chain!, link => link.Rule == "given" && link.LoadId.StartsWith("T1-", StringComparison.Ordinal)));
    }

    [Fact]
    public void Chains_of_small_plants_hold()
    {
        var random = new Random(1);
        var rules = new HashSet<string>();
        for (var round = 0; round < 200; round++)
        {
            var small = new SmallPlant
            {
                Moulds = random.Next(1, 8),
                FixedMoulds = random.Next(1, 5),
                Pallets = random.Next(1, 8),
                Levels = random.Next(1, 5),
                OvertimeMinutes = random.Next(0, 2) * 30,
                CastSeconds = random.Next(1, 30) * 100,
                CleanSeconds = random.Next(1, 20) * 100,
                CraneSeconds = random.Next(0, 4) == 0 ? 900 : 20,
                Serviced = random.Next(0, 3) == 0
                    ? type => type with { CleaningMinutes = 10, Changeovers = [new("M1", "M3", 45)], Maintenance = new(4, 90) }
                    : type => type,
                Working = random.Next(0, 2) == 0 ? OwnCalendars.Drawn(random) : plant => plant,
            };
            Element[] elements =
            [
                .. Enumerable.Range(0, random.Next(5, 60)).Select(i => (random.Next(0, 4) == 0 ? SmallPlant.Stair($"t{i}", random.Next(0, 3)) : SmallPlant.Slab($"s{i}", random.Next(0, 3)) with { Mark = i % 3 == 0 ? "M3" : "M1" }) with
                {
                    Floor = i % 5,
                    ReleaseDate = random.Next(0, 20) == 0 ? new DateOnly(2026, 3, 3) : null,
                    LengthMm = random.Next(0, 2) == 0 ? 3000 : 2000,
                }),
            ];
            var plan = small.Solve(elements, new TimeOnly(random.Next(4, 15), random.Next(0, 60)), iterations: random.Next(0, 10));

            var checker = ChainChecker.Check(small.Build(), elements, SamplePlan.ToJson(plan));

            Assert.True(checker.Findings.Count == 0, $"Round {round}: {string.Join('\n', checker.Findings.Take(5))}");
            rules.UnionWith(checker.Rules);
        }

        // Every wait in these plants has a reason: nobody waits for nothing.
        Assert.DoesNotContain("turn without holder", rules);
        Assert.Superset(new HashSet<string>(["work", "cure", "mould", "pallet", "turn", "station", "crane", "mixer", "crew", "shift", "calendar", "service", "release"]), rules);
    }
}
