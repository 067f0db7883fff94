using System.Diagnostics;
using PrecastMes.Scheduling.LongMoulds;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>HPPBMPP: beams of several types in long moulds. Rows for the fewest periods and for the least total of occupied mould-periods.</summary>
internal sealed class LongMouldFamily : IFamily
{
    private const int PerMetre = 100;

    public string Name => "hppbmpp";

    public bool Reads(FileInfo file) => file.Extension == ".txt";

    public IEnumerable<Measured> Run(FileInfo file, TimeSpan budget, int seed, CancellationToken cancellation)
    {
        (int moulds, List<(int Periods, CuttingProblem Pieces)> types) = Read(file);
        long began = Stopwatch.GetTimestamp();
        var clock = new SearchClock(TimeProvider.System, budget, cancellation);
        var fills = types.Select(type => (type.Periods, Result: FewestFills.Solve(type.Pieces, clock))).ToList();
        long value = fills.Sum(each => (long)each.Periods * each.Result.Fills.Sum(fill => fill.Times));
        long bound = fills.Sum(each => (long)each.Periods * each.Result.Bound);
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        (int periods, _, int most) = MouldPeriods.Solve([.. fills.Select(each => (each.Periods, each.Result.Fills.Sum(fill => fill.Times)))], moulds, clock);

        // Only the bound of the fills holds for every plan; the exact periods hold for these fills.
        int least = bound == value ? most : MouldPeriods.Solve([.. fills.Select(each => (each.Periods, each.Result.Bound))], moulds, clock).Bound;
        string name = Path.GetFileNameWithoutExtension(file.Name);
        yield return new Measured(name + "/periods", periods, least, Stopwatch.GetElapsedTime(began).TotalSeconds);
        yield return new Measured(name + "/mould_periods", value, bound, seconds);
    }

    private static (int Moulds, List<(int Periods, CuttingProblem Pieces)> Types) Read(FileInfo file)
    {
        var numbers = new Numbers(file);
        int types = numbers.Int("number of types", 1, 10_000), moulds = numbers.Int("number of moulds", 1, 100_000);
        numbers.Int("number of periods", 1);
        var read = new List<(int Periods, int[] Lengths, int[] Demands)>();
        for (int type = 0; type < types; type++)
        {
            int periods = numbers.Int("number of curing periods", 1, 1_000), kinds = numbers.Int("number of lengths", 1, 10_000);
            int[] lengths = [.. Enumerable.Range(0, kinds).Select(_ => (int)Math.Round(numbers.Real("length") * PerMetre))];
            read.Add((periods, lengths, numbers.Ints(kinds, "demand")));
        }

        int[] capacities = [.. Enumerable.Range(0, moulds).Select(_ => (int)Math.Round(numbers.Real("mould length") * PerMetre))];
        numbers.End();
        if (capacities.Distinct().Count() > 1)
        {
            throw new FormatException($"{file.Name}: moulds of different lengths ({string.Join(", ", capacities.Distinct())} cm); expected one length");
        }

        if (read.SelectMany(type => type.Lengths).FirstOrDefault(length => length <= 0 || length > capacities[0], 1) is var bad && (bad <= 0 || bad > capacities[0]))
        {
            throw new FormatException($"{file.Name}: a piece of {bad} cm; expected one from 1 cm to the mould's {capacities[0]} cm");
        }

        return (moulds, [.. read.Select(type => (type.Periods, new CuttingProblem(capacities[0], type.Lengths, type.Demands)))]);
    }
}
