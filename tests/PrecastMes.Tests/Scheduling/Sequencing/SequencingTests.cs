using CsCheck;
using PrecastMes.Scheduling.Search;
using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Tests.Scheduling.Sequencing;

/// <summary>Each kind of shop: prices of positions, optima of small shops and bounds, against evaluation by the definition.</summary>
public sealed class SequencingTests
{
    private static readonly Dictionary<string, (Func<FlowShop, InsertionRule> Rule, Func<FlowShop, IReadOnlyList<int>, long> Naive, Func<FlowShop, FlowShop> Kind)> Kinds = new()
    {
        ["makespan"] = (shop => new MakespanRule(shop), NaiveShop.Makespan, shop => shop with { Setups = null, MachinesOfStage = null }),
        ["blocking"] = (shop => new BlockingRule(shop), NaiveShop.BlockingMakespan, shop => shop with { Setups = null, MachinesOfStage = null }),
        ["setup"] = (shop => new SetupRule(shop), NaiveShop.Makespan, shop => shop with { MachinesOfStage = null }),
        ["tardiness"] = (shop => new TardinessRule(shop), NaiveShop.Tardiness, shop => shop with { Setups = null, MachinesOfStage = null }),
        ["hybrid"] = (shop => new HybridRule(shop), NaiveShop.HybridMakespan, shop => shop with { Setups = null }),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_job_costs_at_each_position_what_the_whole_sequence_costs(string name)
    {
        var kind = Kinds[name];
        ShopGen.Orders(14).Sample(
            (shop, order) =>
            {
                shop = kind.Kind(shop);
                int[] sequence = order[1..];
                var costs = new long[order.Length];
                InsertionRule rule = kind.Rule(shop);
                rule.Price(sequence, order[0], costs);
                long[] expected = [.. Enumerable.Range(0, order.Length).Select(at => kind.Naive(shop, [.. sequence[..at], order[0], .. sequence[at..]]))];
                Assert.Equal(expected.Min(), costs.Min());
                for (int at = 0; at < costs.Length; at++)
                {
                    // A price above the cheapest may be cut short.
                    Assert.True(costs[at] == expected[at] || (costs[at] > expected.Min() && expected[at] > expected.Min()), $"position {at}: {costs[at]}, not {expected[at]}");
                }

                Assert.Equal(kind.Naive(shop, order), rule.Cost(order));
            },
            iter: 300);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_best_of_all_orders_is_found_and_no_bound_is_above_it(string name)
    {
        var kind = Kinds[name];
        ShopGen.Shops(6).Sample(
            shop =>
            {
                shop = kind.Kind(shop);
                long optimum = NaiveShop.Orders(shop.Jobs).Min(order => kind.Naive(shop, order));
                var clock = new SearchClock(TimeProvider.System, TimeSpan.FromMilliseconds(30), CancellationToken.None);
                SequencingResult found = name switch
                {
                    "tardiness" => FlowShopSearch.TotalTardiness(shop, 1, clock),
                    "blocking" => FlowShopSearch.BlockingMakespan(shop, 1, clock),
                    _ => FlowShopSearch.Makespan(shop, 1, clock),
                };
                Assert.Equal(optimum, found.Cost);
                Assert.Equal(optimum, kind.Naive(shop, found.Sequences[0]));
                Assert.True(found.Bound <= optimum, $"bound {found.Bound} above the optimum {optimum}");
            },
            iter: 25,
            threads: 1);
    }

    [Fact]
    public void Shared_among_factories_the_best_share_is_found()
    {
        ShopGen.Shops(6).Sample(
            shop =>
            {
                shop = shop with { Setups = null, MachinesOfStage = null };
                long optimum = NaiveShop.Orders(shop.Jobs).SelectMany(order => Enumerable.Range(0, shop.Jobs + 1).Select(cut =>
                    Math.Max(NaiveShop.Makespan(shop, order[..cut]), NaiveShop.Makespan(shop, order[cut..])))).Min();
                SequencingResult found = DistributedSearch.Solve(shop, 2, 1, new SearchClock(TimeProvider.System, TimeSpan.FromMilliseconds(30), CancellationToken.None));
                Assert.Equal(optimum, found.Cost);
                Assert.Equal(optimum, found.Sequences.Max(sequence => NaiveShop.Makespan(shop, sequence)));
                Assert.Equal(Enumerable.Range(0, shop.Jobs), found.Sequences.SelectMany(sequence => sequence).Order());
                Assert.True(found.Bound <= optimum, $"bound {found.Bound} above the optimum {optimum}");
            },
            iter: 25,
            threads: 1);
    }

    // Johnson's rule gives 3-1-2 for (3,6), (5,2), (1,2): machine 1 ends at 1, 4, 9; machine 2 at 3, 10, 12.
    [Fact]
    public void Johnsons_example_by_hand()
    {
        var shop = new FlowShop(3, 2, [3, 6, 5, 2, 1, 2]);
        SequencingResult found = FlowShopSearch.Makespan(shop, 1, new SearchClock(TimeProvider.System, TimeSpan.FromMilliseconds(20), CancellationToken.None));
        Assert.Equal(12, found.Cost);
        Assert.Equal([2, 0, 1], found.Sequences[0]);
    }
}
