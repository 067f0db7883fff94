using CsCheck;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Search;
using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Tests.Scheduling.Sequencing;

/// <summary>Exact sequences on a calendar with moulds, against all orders laid minute by minute.</summary>
public sealed class CalendarShopTests
{
    private const int Day = 24;
    private const int Shift = 8;
    private const int Overtime = 4;

    [Fact]
    public void The_proven_cost_is_the_least_of_all_orders()
    {
        Gen<CalendarShop> shops =
            from jobs in Gen.Int[1, 5]
            from work in Gen.Int[1, 7].Array[jobs * 3]
            from types in Gen.Int[0, 1].Array[jobs]
            from moulds in Gen.Int[1, 2].Array[2]
            from dues in Gen.Int[0, 120].Array[jobs]
            select Shop(jobs, work, types, moulds, dues);
        shops.Sample(
            shop =>
            {
                foreach (JobCost cost in (JobCost[])[JobCost.Makespan(shop.Jobs), JobCost.Flow(shop.Jobs), JobCost.Tardiness(shop.Dues), JobCost.Tardiness(shop.Dues) with { Late = 5, Early = 1 }])
                {
                    (long Cost, int[] Sequence) found = new CalendarShopProof(shop, cost, new SearchClock(TimeProvider.System, TimeSpan.FromMinutes(1), CancellationToken.None)).OneLine()!.Value;
                    Assert.Equal(NaiveShop.Orders(shop.Jobs).Min(order => Naive(shop, order, cost)), found.Cost);
                    Assert.Equal(found.Cost, Naive(shop, found.Sequence, cost));
                }
            },
            iter: 40,
            threads: 1);
    }

    // Assembly (interruptible), casting (in one piece, may use overtime), curing (clock), finishing (interruptible, by a crew with a shift of its own that
    // reaches over midnight and has a break).
    private static CalendarShop Shop(int jobs, int[] work, int[] types, int[] moulds, int[] dues)
    {
        WorkCalendar shift = new([.. Enumerable.Range(0, 60).Select(day => new WorkWindow(day * Day, (day * Day) + Shift, 0))]);
        WorkCalendar casting = new([.. Enumerable.Range(0, 60).Select(day => new WorkWindow(day * Day, (day * Day) + Shift + Overtime, 0))]);
        WorkCalendar night = new([.. Enumerable.Range(0, 120).Select(half => (Day: half / 2 * Day, Second: half % 2 == 1)).Select(half => new WorkWindow(half.Day + (half.Second ? 25 : 20), half.Day + (half.Second ? 28 : 23), 0))]);
        return new CalendarShop(
            jobs,
            [new(OperationKind.Interruptible, shift), new(OperationKind.NonInterruptible, casting), new(OperationKind.Clock, null), new(OperationKind.Interruptible, night)],
            [.. Enumerable.Range(0, jobs).SelectMany(job => (int[])[work[3 * job], work[(3 * job) + 1], 12, work[(3 * job) + 2]])],
            types,
            moulds,
            2,
            dues);
    }

    private static long Naive(CalendarShop shop, IReadOnlyList<int> order, JobCost cost)
    {
        var free = new int[4];
        List<int>[] moulds = [.. shop.Moulds.Select(count => Enumerable.Repeat(0, count).ToList())];
        var costs = new List<long>();
        foreach (int job in order)
        {
            List<int> units = moulds[shop.MouldType[job]];
            int time = units.Min();
            units.Remove(time);
            int[] work = shop.Times[(job * 4)..((job * 4) + 4)];
            time = free[0] = Interruptible(Math.Max(time, free[0]), work[0]);
            time = Math.Max(time, free[1]);
            while (time % Day + work[1] > Shift + Overtime)
            {
                time++;
            }

            time = free[1] = time + work[1];
            time += work[2];
            units.Add(time);
            time = free[3] = Interruptible(Math.Max(time, free[3]), work[3], hour => hour is 20 or 21 or 22 or 1 or 2 or 3, 1);
            costs.Add(time > cost.Dues[job] ? cost.Late * (time - cost.Dues[job]) : cost.Early * (cost.Dues[job] - time));
        }

        return cost.IsMaximum ? costs.Max() : costs.Sum();
    }

    private static int Interruptible(int time, int work) => Interruptible(time, work, hour => hour < Shift, 0);

    // The first hours of all belong to a night that begins before the plan.
    private static int Interruptible(int time, int work, Func<int, bool> works, int nights)
    {
        while (work > 0)
        {
            work -= works(time % Day) && time >= nights * 20 ? 1 : 0;
            time++;
        }

        return time;
    }
}
