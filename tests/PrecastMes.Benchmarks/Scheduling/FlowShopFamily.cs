using System.Diagnostics;
using PrecastMes.Scheduling.Search;
using PrecastMes.Scheduling.Sequencing;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>A family with one flow shop in each text file.</summary>
/// <param name="name">Name of the family.</param>
/// <param name="read">Reads the shop.</param>
/// <param name="solve">Shop, number of factories, seed, clock.</param>
internal sealed class FlowShopFamily(
    string name, Func<Numbers, (FlowShop Shop, int Factories)> read, Func<FlowShop, int, int, SearchClock, SequencingResult> solve) : IFamily
{
    public string Name => name;

    public bool Reads(FileInfo file) => file.Extension == ".txt";

    public IEnumerable<Measured> Run(FileInfo file, TimeSpan budget, int seed, CancellationToken cancellation)
    {
        var numbers = new Numbers(file);
        (FlowShop shop, int factories) = read(numbers);
        numbers.End();
        long began = Stopwatch.GetTimestamp();
        SequencingResult result = solve(shop, factories, seed, new SearchClock(TimeProvider.System, budget, cancellation));
        yield return new Measured(Path.GetFileNameWithoutExtension(file.Name), result.Cost, result.Bound, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }
}
