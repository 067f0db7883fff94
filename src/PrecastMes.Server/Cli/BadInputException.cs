using PrecastMes.Exchange;

namespace PrecastMes.Server.Cli;

/// <summary>Files of the user have problems; the verb ends before it has changed anything.</summary>
internal sealed class BadInputException(IReadOnlyList<Problem> problems) : Exception($"{problems.Count} problem(s), the first is {problems[0]}")
{
    /// <summary>All of them, by file and place.</summary>
    public IReadOnlyList<Problem> Problems { get; } = problems;
}
