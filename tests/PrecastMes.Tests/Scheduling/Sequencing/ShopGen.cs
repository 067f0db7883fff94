using CsCheck;
using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Tests.Scheduling.Sequencing;

/// <summary>Random small shops, and a random part of their jobs in a random order.</summary>
internal static class ShopGen
{
    public static Gen<FlowShop> Shops(int mostJobs) =>
        from jobs in Gen.Int[1, mostJobs]
        from machines in Gen.Int[1, 5]
        from times in Gen.Int[0, 20].Array[jobs * machines]
        from dues in Gen.Int[0, 120].Array[jobs]
        from setups in Gen.Int[0, 12].Array[jobs * jobs].Array[machines]
        from parallel in Gen.Int[1, 3].Array[machines]
        select new FlowShop(jobs, machines, times) { Dues = dues, Setups = setups, MachinesOfStage = parallel };

    public static Gen<(FlowShop Shop, int[] Order)> Orders(int mostJobs) =>
        from shop in Shops(mostJobs)
        from order in Gen.Shuffle(Enumerable.Range(0, shop.Jobs).ToArray())
        select (shop, order);
}
