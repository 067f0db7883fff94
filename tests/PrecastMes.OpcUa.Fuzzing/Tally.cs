namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>Counts what became of the messages.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);

    public long Messages { get; private set; }

    public IReadOnlyDictionary<string, long> Outcomes => _outcomes;

    /// <summary>Codes that a mutation made up count as one.</summary>
    public static string NameOf(StatusCode status)
    {
        string text = new StatusCode(status.Code & 0xFFFF0000).ToString();
        return text.StartsWith(nameof(StatusCode), StringComparison.Ordinal) ? "a code that nobody knows" : text;
    }

    public void Sent(int messages = 1) => Messages += messages;

    public void Count(string outcome)
    {
        lock (_outcomes)
        {
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
        }
    }
}
