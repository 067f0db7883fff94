using PrecastMes.Execution.Journal;

namespace PrecastMes.Tests.Execution.Simulation;

/// <summary>What survives a crash: journals as bytes.</summary>
internal sealed class SimDisk
{
    private readonly SortedDictionary<string, List<(string Manifest, byte[] Bytes)>> journals = new(StringComparer.Ordinal);

    /// <summary>Called before and after each write; a crash aimed there hits the moments that matter.</summary>
    public Action? OnWrite { get; set; }

    public IReadOnlyList<object> Read(string persistenceId) =>
        journals.TryGetValue(persistenceId, out var entries) ? [.. entries.Select(e => EventCodec.Read(e.Manifest, e.Bytes))] : [];

    public long Highest(string persistenceId) => journals.TryGetValue(persistenceId, out var entries) ? entries.Count : 0;

    public void Append(string persistenceId, long sequence, object fact)
    {
        if (sequence != Highest(persistenceId) + 1)
        {
            throw new InvalidOperationException($"{persistenceId}: event {sequence} after {Highest(persistenceId)}.");
        }

        if (!journals.TryGetValue(persistenceId, out var entries))
        {
            journals.Add(persistenceId, entries = []);
        }

        entries.Add((EventCodec.Manifest(fact), EventCodec.Write(fact)));
    }
}
