using System.Diagnostics;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>Rounds of changed messages until there were so many; each round is made of the seed and its number alone.</summary>
public static class FuzzRun
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <param name="messages">Changed messages to send, both directions together.</param>
    /// <param name="seed">The same seed makes the same rounds.</param>
    /// <param name="firstRound">Where to begin; a finding names its round.</param>
    /// <param name="progress">Is told a line now and then; null for silence.</param>
    public static async Task<FuzzReport> RunAsync(long messages, int seed, int firstRound = 0, Action<string>? progress = null)
    {
        using var findings = new Findings();
        await using var plant = new Plant(findings);
        Corpus corpus = await Recorder.RecordAsync(plant);
        var tally = new Tally();
        var memory = new List<(long Messages, long Bytes)>();
        long start = Stopwatch.GetTimestamp();
        long nextLook = 0;
        int round = firstRound;
        int told = 0;
        int rounds = 0;
        do
        {
            findings.Place = $"--seed {seed} --round {round}";
            var context = new RoundContext(plant, corpus, findings, tally, new Random(unchecked((seed * 1_000_003) + round)), Bound);
            await RunRoundAsync(context, round);
            rounds++;
            round++;
            foreach (string finding in findings.Texts.Skip(told))
            {
                told++;
                progress?.Invoke(finding);
            }

            if (tally.Messages >= nextLook)
            {
                await ServeHonestClientAsync(plant, findings);
                memory.Add((tally.Messages, Held()));
                nextLook = tally.Messages + Math.Max(messages / 40, 1);
                progress?.Invoke($"{tally.Messages,10:N0} messages, {Stopwatch.GetElapsedTime(start).TotalSeconds,6:N0} s, {memory[^1].Bytes / 1024.0 / 1024.0:N1} MB, {findings.Count} findings");
            }
        }
        while (tally.Messages < messages);

        await ServeHonestClientAsync(plant, findings);
        memory.Add((tally.Messages, Held()));
        return new FuzzReport(seed, rounds, tally.Messages, Stopwatch.GetElapsedTime(start), tally.Outcomes, [.. findings.Texts], findings.Count, memory);
    }

    private static async Task RunRoundAsync(RoundContext context, int round)
    {
        try
        {
            await ((round % 20) switch
            {
                < 11 => new RequestRound(context, secured: round % 5 == 0).RunAsync(),
                < 18 => new AnswerRound(context, secured: round % 5 == 0).RunAsync(),
                18 => new RecoveryRound(context, secured: round % 40 == 18).RunAsync(),
                _ => new HandshakeRound(context).RunAsync(),
            });
        }
        catch (Exception exception)
        {
            context.Findings.Add($"the round failed with {exception}");
        }
    }

    private static async Task ServeHonestClientAsync(Plant plant, Findings findings)
    {
        try
        {
            (DuplexStream stream, Task serving) = plant.Dial();
            await using (OpcUaClient client = await plant.ConnectAsync(secured: false, () => stream, CancellationToken.None).WaitAsync(Bound))
            {
                await client.ReadAsync(plant.Variables, CancellationToken.None).WaitAsync(Bound);
            }

            await serving.WaitAsync(Bound);
        }
        catch (Exception exception)
        {
            findings.Add($"an honest client was not served: {exception}");
        }
    }

    private static long Held()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
