namespace PrecastMes.OpcUa.Server;

/// <summary>NodeSet files can't be loaded; tells everything that is wrong with them at once.</summary>
public sealed class NodeSetException : Exception
{
    private const int Shown = 20;

    /// <param name="problems">All that were found, at least one.</param>
    public NodeSetException(IReadOnlyList<NodeSetProblem> problems)
        : base(Text(problems)) => Problems = problems;

    /// <summary>All that were found, in the order of the files.</summary>
    public IReadOnlyList<NodeSetProblem> Problems { get; }

    private static string Text(IReadOnlyList<NodeSetProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        IEnumerable<string> lines = problems.Take(Shown).Select(problem => problem.ToString());
        return string.Join(Environment.NewLine, problems.Count > Shown ? lines.Append($"… and {problems.Count - Shown} more") : lines);
    }
}
