using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>The text formats of flow shops: sizes first, then a row of times for each job.</summary>
internal static class FlowShopReader
{
    private const int MostJobs = 10_000;
    private const int MostMachines = 1_000;

    public static (FlowShop Shop, int Factories) Plain(Numbers numbers)
    {
        (int jobs, int machines) = Sizes(numbers);
        return (new FlowShop(jobs, machines, numbers.Ints(jobs * machines, "processing time")), 1);
    }

    public static (FlowShop Shop, int Factories) WithDues(Numbers numbers)
    {
        (int jobs, int machines) = Sizes(numbers);
        int[] dues = numbers.Ints(jobs, "due date");
        return (new FlowShop(jobs, machines, numbers.Ints(jobs * machines, "processing time")) { Dues = dues }, 1);
    }

    public static (FlowShop Shop, int Factories) WithSetups(Numbers numbers)
    {
        (FlowShop shop, _) = Plain(numbers);
        return (shop with { Setups = [.. Enumerable.Range(0, shop.Machines).Select(_ => numbers.Ints(shop.Jobs * shop.Jobs, "set-up time"))] }, 1);
    }

    public static (FlowShop Shop, int Factories) WithFactories(Numbers numbers)
    {
        (int jobs, int machines) = Sizes(numbers);
        int factories = numbers.Int("number of factories", 1, 1_000);
        return (new FlowShop(jobs, machines, numbers.Ints(jobs * machines, "processing time")), factories);
    }

    public static (FlowShop Shop, int Factories) WithParallelMachines(Numbers numbers)
    {
        (int jobs, int stages) = Sizes(numbers);
        int[] machines = [.. Enumerable.Range(0, stages).Select(_ => numbers.Int("number of machines", 1, 1_000))];
        return (new FlowShop(jobs, stages, numbers.Ints(jobs * stages, "processing time")) { MachinesOfStage = machines }, 1);
    }

    private static (int Jobs, int Machines) Sizes(Numbers numbers) =>
        (numbers.Int("number of jobs", 1, MostJobs), numbers.Int("number of machines", 1, MostMachines));
}
