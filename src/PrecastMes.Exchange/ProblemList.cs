using System.Globalization;
using PrecastMes.Production;

namespace PrecastMes.Exchange;

/// <summary>Collects problems; keeps at most <see cref="Most"/> so that a hostile file can't fill the memory.</summary>
internal sealed class ProblemList
{
    public const int Most = 1000;

    private readonly List<Problem> problems = [];
    private int left;

    public int Count => problems.Count;

    public void Add(Problem problem)
    {
        if (problems.Count < Most)
        {
            problems.Add(problem);
        }
        else
        {
            left++;
        }
    }

    public void Add(string file, int line, int column, string path, string value, LocalizedText expected, LocalizedText message) =>
        Add(new Problem(file, line, column, path, Problem.Shown(value), expected, message));

    /// <summary>By file, line and column; when some were left off, the last entry says how many.</summary>
    public IReadOnlyList<Problem> InOrder()
    {
        var ordered = problems
            .OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)
            .ToList();
        if (left > 0)
        {
            ordered.Add(new Problem(
                problems[0].File, 0, 0, "", left.ToString(CultureInfo.InvariantCulture),
                new LocalizedText("", ""),
                new LocalizedText($"另有 {left} 处问题未列出", $"{left} more problems are not listed")));
        }

        return ordered;
    }
}
