namespace PrecastMes.OpcUa.Server;

/// <summary>NodeSet files can't be loaded; tells everything that is wrong with them at once.</summary>
public sealed class NodeSetException : Exception
{
    private const int Shown = 20;

    public NodeSetException(IReadOnlyList<NodeSetProblem> problems)
        : base(Text(problems)) => Problems = problems;

    public IReadOnlyList<NodeSetProblem> Problems { get; }

    private static string Text(IReadOnlyList<NodeSetProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        IEnumerable<string> lines = problems.Take(Shown).Select(problem => problem.ToString());
        return string.Join(Environment.NewLine, problems.Count > Shown ? lines.Append($"… and {problems.Count - Shown} more") : lines);
    }
}
