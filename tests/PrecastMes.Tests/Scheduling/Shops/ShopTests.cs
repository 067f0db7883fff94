using CsCheck;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Search;
using PrecastMes.Scheduling.Shops;

namespace PrecastMes.Tests.Scheduling.Shops;

/// <summary>Plants as the simulation sees them: every rule checked hour by hour, bounds, and what is begun again from the middle.</summary>
public sealed class ShopTests
{
    private const int Day = 24;
    private const int Shift = 10;
    private const int CastingEnd = 14;

    private static readonly Gen<Shop> Shops =
        from lines in Gen.Int[1, 2]
        from families in Gen.Select(Gen.Int[1, 2], Gen.Int[0, 2]).Array[1, 3]
        from pallets in Gen.Int[1, 3].Array[lines]
        from places in Gen.Int[1, 3]
        from floors in Gen.Select(Gen.Int[0, 150], Gen.Int[1, 3]).Array[1, 3]
        from loads in Gen.Select(Gen.Int[0, families.Length - 1], Gen.Int[0, floors.Length - 1], Gen.Int[1, 6].Array[5], Gen.Int[5, 20]).Array[1, 12]
        select Shop(lines, families, pallets, places, floors, loads);

    [Fact]
    public void Every_order_keeps_every_rule() => Shops.Sample(
        shop =>
        {
            var simulation = new ShopSimulation(shop);
            simulation.Run([.. Enumerable.Range(0, shop.Loads.Count).Reverse()]);
            Check(shop, simulation);
        },
        iter: 200);

    [Fact]
    public void Begun_again_from_the_middle_it_ends_like_from_the_start() => Shops.Sample(
        shop =>
        {
            (int[] order, int waiting, long value) = ShopSearch.Solve(shop, ShopObjective.WeightedTardiness, 0, 1, Clock(5));
            var simulation = new ShopSimulation(shop) { MostWaiting = waiting };
            simulation.Run(order);
            Check(shop, simulation);
            Assert.Equal(value, Enumerable.Range(0, shop.Floors.Count).Sum(floor => (long)shop.Floors[floor].Weight * Math.Max(0, Done(shop, simulation, floor) - shop.Floors[floor].Due)));
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void No_order_undercuts_the_bounds() => Shops.Sample(
        shop =>
        {
            var bounds = new ShopBounds(shop);
            (int makespan, int late, long cost) = (bounds.Makespan().Time, bounds.LargestTardiness().Late, bounds.WeightedTardiness().Cost);
            var random = new Random(1);
            int[] order = [.. Enumerable.Range(0, shop.Loads.Count)];
            for (int i = 0; i < 30; i++)
            {
                random.Shuffle(order);
                var simulation = new ShopSimulation(shop);
                simulation.Run(order);
                int[] lateness = [.. Enumerable.Range(0, shop.Floors.Count).Select(floor => Math.Max(0, Done(shop, simulation, floor) - shop.Floors[floor].Due))];
                Assert.True(makespan <= simulation.Makespan, $"makespan {simulation.Makespan}, bound {makespan}");
                Assert.True(late <= lateness.Max(), $"largest tardiness {lateness.Max()}, bound {late}");
                Assert.True(cost <= lateness.Zip(shop.Floors, (each, floor) => (long)each * floor.Weight).Sum(), $"bound {cost}");
            }
        },
        iter: 60);

    // One mould, two loads of 2 h set-up, 2 h casting, 12 h curing, 1 h stripping, 1 h finishing in shifts of ten hours: the first is cast at
    // 4, cured at 16, stripped 24–25, finished –26; the mould is free at 25: set up –27, cast –29, cured 41, stripped 48–49, finished 50.
    [Fact]
    public void Two_loads_of_one_mould_by_hand()
    {
        Shop shop = Shop(1, [(1, 2)], [2], 2, [(20, 3)], [(0, 0, [2, 2, 1, 1], 12), (0, 0, [2, 2, 1, 1], 12)]);
        var simulation = new ShopSimulation(shop);
        simulation.Run([0, 1]);
        Assert.Equal([2, 4, 16, 25, 26], simulation.End[..5]);
        Assert.Equal([27, 29, 41, 49, 50], simulation.End[5..]);
        Assert.Equal((50, 30, 90L), (new ShopBounds(shop).Makespan().Time, new ShopBounds(shop).LargestTardiness().Late, new ShopBounds(shop).WeightedTardiness().Cost));
    }

    [Fact]
    public void A_load_that_no_window_takes_is_named_not_waited_for()
    {
        Shop shop = Shop(1, [(1, 2)], [1], 1, [(20, 1)], [(0, 0, [1, 20, 1, 1], 5)]);
        Assert.Throws<InvalidOperationException>(() => new ShopSimulation(shop).Run([0]));
    }

    // Set-up, casting (in one piece, to the end of the overtime), curing, stripping, finishing.
    private static Shop Shop(int lines, (int Moulds, int Line)[] families, int[] pallets, int places, (int Due, int Weight)[] floors, (int Family, int Floor, int[] Times, int Curing)[] loads)
    {
        WorkCalendar shift = new([.. Enumerable.Range(0, 80).Select(day => new WorkWindow(day * Day, (day * Day) + Shift, 0))]);
        WorkCalendar casting = new([.. Enumerable.Range(0, 80).Select(day => new WorkWindow(day * Day, (day * Day) + CastingEnd, 0))]);
        return new Shop(
            [
                new("set-up", OperationKind.Interruptible, shift, 1), new("cast", OperationKind.NonInterruptible, casting, 1), new("cure", OperationKind.Clock, null, 1_000),
                new("strip", OperationKind.Interruptible, shift, 1), new("finish", OperationKind.Interruptible, shift, 2),
            ],
            [.. families.Select((family, i) => new ShopFamily($"F{i}", family.Moulds, family.Line < lines ? [family.Line] : [.. Enumerable.Range(0, lines)]))],
            pallets,
            places)
        {
            Loads = [.. loads.Select(load => new ShopLoad(load.Family, load.Floor, [load.Times[0], load.Times[1], load.Curing, load.Times[2], load.Times[3]]))],
            Floors = [.. floors.Select(floor => new ShopFloor(floor.Due, floor.Weight))],
            MouldHeld = (0, 3),
            PlaceHeld = (1, 3),
        };
    }

    private static int Done(Shop shop, ShopSimulation schedule, int floor) =>
        Enumerable.Range(0, shop.Loads.Count).Where(load => shop.Loads[load].Floor == floor).Select(load => schedule.End[(load * 5) + 4]).DefaultIfEmpty(0).Max();

    private static void Check(Shop shop, ShopSimulation schedule)
    {
        int loads = shop.Loads.Count;
        for (int load = 0; load < loads; load++)
        {
            Assert.Contains(schedule.Line[load], shop.Families[shop.Loads[load].Family].Lines);
            for (int stage = 0; stage < 5; stage++)
            {
                (int begin, int end, int work) = (Begin(load, stage), End(load, stage), shop.Loads[load].Times[stage]);
                Assert.True(stage == 0 || begin >= End(load, stage - 1));
                int worked = Enumerable.Range(begin, end - begin).Count(hour => hour % Day < Shift);
                switch (stage)
                {
                    case 1:
                        Assert.True(end - begin == work && begin / Day == (end - 1) / Day && ((end - 1) % Day) < CastingEnd, $"casting [{begin}, {end})");
                        break;
                    case 2:
                        Assert.Equal((End(load, 1), work), (begin, end - begin));
                        break;
                    default:
                        Assert.True(worked == work && begin % Day < Shift, $"load {load} stage {stage} [{begin}, {end}) of {work} h");
                        break;
                }
            }
        }

        for (int hour = 0; hour < schedule.Makespan; hour++)
        {
            for (int line = 0; line < shop.Lines; line++)
            {
                foreach (int stage in (int[])[0, 1, 3, 4])
                {
                    Assert.True(Count(load => schedule.Line[load] == line && Begin(load, stage) <= hour && hour < End(load, stage)) <= (stage == 4 ? 2 : 1), $"stage {stage} at {hour}");
                }

                Assert.True(Count(load => schedule.Line[load] == line && Begin(load, 0) <= hour && hour < End(load, 3)) <= shop.PalletsOfLine[line], $"pallets at {hour}");
            }

            for (int family = 0; family < shop.Families.Count; family++)
            {
                Assert.True(Count(load => shop.Loads[load].Family == family && Begin(load, 0) <= hour && hour < End(load, 3)) <= shop.Families[family].Moulds, $"moulds at {hour}");
            }

            Assert.True(Count(load => End(load, 1) <= hour && hour < Begin(load, 3)) <= shop.CuringPlaces, $"places at {hour}");
        }

        int Begin(int load, int stage) => schedule.Begin[(load * 5) + stage];
        int End(int load, int stage) => schedule.End[(load * 5) + stage];
        int Count(Func<int, bool> which) => Enumerable.Range(0, loads).Count(which);
    }

    private static SearchClock Clock(int milliseconds) => new(TimeProvider.System, TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None);
}
