namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>What every round works with.</summary>
/// <param name="Bound">A message that is neither answered nor followed by the end of its connection within this time is a hang.</param>
internal sealed record RoundContext(Plant Plant, Corpus Corpus, Findings Findings, Tally Tally, Random Random, TimeSpan Bound)
{
    public Mutator Mutator { get; } = new(Random);

    public byte[] AnyRequest() => Corpus.Requests[Random.Next(Corpus.Requests.Count)];

    public byte[] AnyAnswer() => Corpus.Answers[Random.Next(Corpus.Answers.Count)];

    /// <summary>What a hostile server makes of an answer.</summary>
    public IEnumerable<PlainChunk> ChangedAnswer(PlainChunk answer)
    {
        Tally.Sent();
        int roll = Random.Next(3_000);
        byte[] body = roll switch
        {
            < 150 => AnyAnswer(),
            _ => Mutator.Body(answer.Body, AnyAnswer()),
        };
        uint requestId = roll switch
        {
            150 or 151 => answer.RequestId + (uint)Random.Next(1, 5),
            _ => answer.RequestId,
        };
        IEnumerable<PlainChunk> chunks = Mutator.Chunks(answer.MessageType, requestId, body);
        return roll == 152 ? chunks.Concat(chunks) : chunks;
    }

    /// <summary>False, and a finding, when the task doesn't end within the bound.</summary>
    public async Task<bool> EndsAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Bound);
            return true;
        }
        catch (TimeoutException)
        {
            Findings.Add($"{what} does not end within {Bound}");
            return false;
        }
    }
}
