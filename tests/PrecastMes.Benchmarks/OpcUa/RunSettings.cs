namespace PrecastMes.Benchmarks.OpcUa;

/// <param name="Seconds">Of each measurement in each round.</param>
/// <param name="Only">Beginnings of workload names; empty for all.</param>
/// <param name="Security">None, SignAndEncrypt; empty for both.</param>
internal sealed record RunSettings(double Seconds, int Rounds, IReadOnlyList<string> Only, IReadOnlyList<string> Security, bool OnlyOurs)
{
    public bool Wants(string workload) => Only.Count == 0 || Only.Any(word => workload.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    public IEnumerable<string> SecurityModes => new[] { Peer.None, Peer.SignAndEncrypt }
        .Where(mode => Security.Count == 0 || Security.Contains(mode, StringComparer.OrdinalIgnoreCase));
}
