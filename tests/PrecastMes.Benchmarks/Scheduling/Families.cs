using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>All families that the runner knows.</summary>
internal static class Families
{
    public static IReadOnlyList<IFamily> All { get; } =
    [
        new FlowShopFamily("flowshop", FlowShopReader.Plain, (shop, _, seed, clock) => FlowShopSearch.Makespan(shop, seed, clock)),
        new FlowShopFamily("blocking", FlowShopReader.Plain, (shop, _, seed, clock) => FlowShopSearch.BlockingMakespan(shop, seed, clock)),
        new FlowShopFamily("setup", FlowShopReader.WithSetups, (shop, _, seed, clock) => FlowShopSearch.Makespan(shop, seed, clock)),
        new FlowShopFamily("hybrid", FlowShopReader.WithParallelMachines, (shop, _, seed, clock) => FlowShopSearch.Makespan(shop, seed, clock)),
        new FlowShopFamily("tardiness", FlowShopReader.WithDues, (shop, _, seed, clock) => FlowShopSearch.TotalTardiness(shop, seed, clock)),
        new FlowShopFamily("distributed", FlowShopReader.WithFactories, DistributedSearch.Solve),
        new TenComponentsFamily(),
        new LongMouldFamily(),
        new PackingFamily(),
        new PlantFamily(),
    ];
}
