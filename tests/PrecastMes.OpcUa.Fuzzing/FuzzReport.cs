using System.Globalization;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>What a run did.</summary>
/// <param name="Findings">The first of them, each with the arguments that show it again.</param>
/// <param name="Memory">Managed bytes held, by messages sent so far.</param>
public sealed record FuzzReport(
    int Seed,
    int Rounds,
    long Messages,
    TimeSpan Duration,
    IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyList<string> Findings,
    int FindingCount,
    IReadOnlyList<(long Messages, long Bytes)> Memory)
{
    /// <summary>Bytes more per message, fitted over the second half of the run, when pools and caches are filled.</summary>
    public double MemorySlope
    {
        get
        {
            (long Messages, long Bytes)[] half = [.. Memory.Skip(Memory.Count / 2)];
            double x = half.Average(each => (double)each.Messages);
            double y = half.Average(each => (double)each.Bytes);
            double spread = half.Sum(each => (each.Messages - x) * (each.Messages - x));
            return spread == 0 ? 0 : half.Sum(each => (each.Messages - x) * (each.Bytes - y)) / spread;
        }
    }

    public string Text
    {
        get
        {
            var lines = new List<string>
            {
                string.Create(CultureInfo.InvariantCulture, $"seed {Seed}: {Messages:N0} changed messages in {Rounds:N0} rounds, {Duration.TotalSeconds:N0} s, {Messages / Duration.TotalSeconds:N0} messages/s"),
                string.Create(CultureInfo.InvariantCulture, $"memory: {Memory[0].Bytes / 1048576.0:N1} MB at first, {Memory[^1].Bytes / 1048576.0:N1} MB at last, {MemorySlope:N3} bytes per message over the second half"),
            };
            lines.AddRange(Outcomes.OrderByDescending(each => each.Value).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Value,12:N0}  {each.Key}")));
            lines.Add(FindingCount == 0 ? "no findings" : string.Create(CultureInfo.InvariantCulture, $"{FindingCount} findings:"));
            lines.AddRange(Findings);
            return string.Join(Environment.NewLine, lines);
        }
    }
}
