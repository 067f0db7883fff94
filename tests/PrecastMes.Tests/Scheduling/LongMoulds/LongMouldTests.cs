using CsCheck;
using PrecastMes.Scheduling.LongMoulds;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Tests.Scheduling.LongMoulds;

/// <summary>Fills of long moulds and the periods they take, against all ways to share a few pieces.</summary>
public sealed class LongMouldTests
{
    [Fact]
    public void The_fewest_fills_are_those_of_all_shares()
    {
        Gen<CuttingProblem> problems =
            from lengths in Gen.Int[3, 20].ArrayUnique[1, 4]
            from demands in Gen.Int[0, 2].Array[lengths.Length]
            select new CuttingProblem(20, lengths, demands);
        problems.Sample(
            problem =>
            {
                int[] pieces = [.. problem.Demands.SelectMany((demand, kind) => Enumerable.Repeat(kind, demand))];
                int fewest = Partitions.Of(pieces.Length).Where(share => share.All(group => group.Sum(piece => problem.Lengths[pieces[piece]]) <= 20)).Min(share => share.Count);
                (IReadOnlyList<Fill> fills, int bound) = FewestFills.Solve(problem, Clock(1000));
                Assert.Equal(fewest, fills.Sum(fill => fill.Times));
                Demand(problem, fills, bound);
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public void Large_demands_are_met_by_fills_that_are_not_too_long()
    {
        Gen<CuttingProblem> problems =
            from lengths in Gen.Int[150, 3000].ArrayUnique[1, 8]
            from demands in Gen.Int[0, 150].Array[lengths.Length]
            select new CuttingProblem(6000, lengths, demands);
        problems.Sample(
            problem =>
            {
                (IReadOnlyList<Fill> fills, int bound) = FewestFills.Solve(problem, Clock(200));
                Demand(problem, fills, bound);
                Assert.InRange(fills.Sum(fill => fill.Times), bound, bound + 1);
            },
            iter: 20,
            threads: 1);
    }

    [Fact]
    public void A_clock_that_is_over_still_gives_fills_and_periods()
    {
        var problem = new CuttingProblem(6000, [290, 435, 595, 600, 715], [63, 69, 32, 71, 33]);
        (IReadOnlyList<Fill> fills, int bound) = FewestFills.Solve(problem, Clock(0));
        Demand(problem, fills, bound);
        Assert.InRange(MouldPeriods.Solve([(3, fills.Sum(fill => fill.Times))], 15, Clock(0)).Periods, 6, 9);
    }

    [Fact]
    public void The_fewest_periods_are_those_of_all_shares()
    {
        Gen.Select(Gen.Int[1, 4].Array[1, 6], Gen.Int[1, 3]).Sample(
            (durations, moulds) =>
            {
                int fewest = Partitions.Of(durations.Length).Where(share => share.Count <= moulds).Min(share => share.Max(group => group.Sum(fill => durations[fill])));
                var (periods, casts, bound) = MouldPeriods.Solve([.. durations.Select(duration => (duration, 1))], moulds, Clock(1000));
                Assert.Equal((fewest, fewest), (periods, bound));
                Assert.True(casts.Count <= moulds);
                int[] kinds = [.. durations.Distinct().OrderDescending()];
                Assert.All(casts, mould => Assert.True(mould.Zip(kinds, (count, duration) => count * duration).Sum() <= periods));
                Assert.Equal(durations.Length, casts.Sum(mould => mould.Sum()));
            },
            iter: 60,
            threads: 1);
    }

    private static void Demand(CuttingProblem problem, IReadOnlyList<Fill> fills, int bound)
    {
        Assert.All(fills, fill => Assert.True(fill.Pieces.Zip(problem.Lengths, (count, length) => count * length).Sum() <= problem.Capacity));
        for (int kind = 0; kind < problem.Lengths.Length; kind++)
        {
            Assert.True(fills.Sum(fill => fill.Pieces[kind] * fill.Times) >= problem.Demands[kind], $"too few of length {problem.Lengths[kind]}");
        }

        Assert.True(bound <= fills.Sum(fill => fill.Times), $"bound {bound}");
    }

    private static SearchClock Clock(int milliseconds) => new(TimeProvider.System, TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
}
