using System.Diagnostics;
using PrecastMes.Scheduling.Nesting.Bins;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Benchmarks.Scheduling;

/// <summary>Rectangles in bins, pieces as they lie and turned: many instances in a file. A first look closes most; the rest share the time.</summary>
internal sealed class PackingFamily : IFamily
{
    public string Name => "packing";

    public bool Reads(FileInfo file) => file.Extension == ".2bp";

    public IEnumerable<Measured> Run(FileInfo file, TimeSpan budget, int seed, CancellationToken cancellation)
    {
        var problems = new List<(string Name, BinProblem Problem)>();
        foreach ((string name, BinProblem problem) in Read(file))
        {
            problems.Add((name + "/oriented", problem));
            problems.Add((name + "/rotated", problem with { MayTurn = true }));
        }

        long began = Stopwatch.GetTimestamp();
        var rows = new Measured[problems.Count];
        Parallel.For(0, rows.Length, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, i =>
            rows[i] = Solve(problems[i], null, TimeSpan.FromMilliseconds(10), seed, cancellation));
        int[] open = [.. Enumerable.Range(0, rows.Length).Where(i => rows[i].Value > rows[i].Bound)];
        TimeSpan each = (budget - Stopwatch.GetElapsedTime(began)) * 2 / Math.Max(1, open.Length);
        Parallel.ForEach(open, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation }, i =>
            rows[i] = Solve(problems[i], rows[i], each, seed, cancellation));
        return rows;
    }

    private static Measured Solve((string Name, BinProblem Problem) each, Measured? before, TimeSpan budget, int seed, CancellationToken cancellation)
    {
        long began = Stopwatch.GetTimestamp();
        int bound = (int?)before?.Bound ?? BinBounds.Of(each.Problem);
        int bins = BinSearch.Solve(each.Problem, bound, seed, new SearchClock(TimeProvider.System, budget, cancellation)).Count;
        return new Measured(each.Name, Math.Min(bins, before?.Value ?? bins), bound, Stopwatch.GetElapsedTime(began).TotalSeconds + (before?.Seconds ?? 0));
    }

    // Numbers come with words behind them that say what they are.
    private static IEnumerable<(string Name, BinProblem Problem)> Read(FileInfo file)
    {
        string[] lines = [.. File.ReadLines(file.FullName).Where(line => !string.IsNullOrWhiteSpace(line))];
        for (int at = 0; at < lines.Length;)
        {
            int problemClass = Next(1)[0], count = Next(1)[0];
            int index = Next(2)[0];
            int[] bin = Next(2);
            var pieces = new (int Width, int Height)[count];
            for (int i = 0; i < count; i++)
            {
                int[] sides = Next(2);
                pieces[i] = (sides[1], sides[0]);
                if (sides[0] > bin[0] || sides[1] > bin[1])
                {
                    throw new FormatException($"{file.Name}, line {at}: a piece of {sides[0]} × {sides[1]} doesn't fit into the bin of {bin[0]} × {bin[1]}");
                }
            }

            yield return ($"{problemClass}/{count}/{index}", new BinProblem(bin[1], bin[0], pieces, false));

            int[] Next(int expected)
            {
                if (at == lines.Length)
                {
                    throw new FormatException($"{file.Name} ends in an instance");
                }

                string[] words = lines[at++].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                int[] values = [.. words.TakeWhile(word => int.TryParse(word, out int value) && value > 0).Select(word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
                return values.Length >= expected
                    ? values
                    : throw new FormatException($"{file.Name}, non-empty line {at}: '{lines[at - 1].Trim()}'; expected {expected} number(s) above 0");
            }
        }
    }
}
