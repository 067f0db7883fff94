using System.Globalization;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>The figures of a run as tables in Markdown.</summary>
internal static class Report
{
    public static void Write(TextWriter to, IReadOnlyList<Figure> figures, string? peerMissing, RunSettings settings)
    {
        to.WriteLine(Invariant($"{DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()):yyyy-MM-dd HH:mm} UTC · {Machine.Describe()}"));
        to.WriteLine(Invariant(
            $"PrecastMes {typeof(OpcUaClient).Assembly.GetName().Version?.ToString(3)} · node-opcua {peerMissing ?? NodeOpcUaVersion()} · {settings.Rounds} rounds of {settings.Seconds} s, the pairings in turn"));
        foreach (IGrouping<WorkloadKind, Figure> kind in figures.GroupBy(figure => figure.Workload.Kind))
        {
            to.WriteLine();
            WriteTable(to, kind.Key, [.. kind]);
        }

        to.WriteLine();
        Targets.Write(to, figures);
    }

    private static void WriteTable(TextWriter to, WorkloadKind kind, IReadOnlyList<Figure> figures)
    {
        bool isWatch = kind == WorkloadKind.Watch;
        string rate = kind == WorkloadKind.Read ? "calls/s | values/s" : isWatch ? "delivered/s | lost" : "calls/s | –";
        string cpu = isWatch ? "CPU client/server, % of a core" : "CPU client/server, µs a call";
        to.WriteLine($"| workload | security | client → server | {rate} | × node → node | p50 / p99 ms | {cpu} | bytes a value, client/server |");
        to.WriteLine("|---|---|---|--:|--:|--:|--:|--:|--:|");
        foreach (Figure figure in figures)
        {
            to.WriteLine(figure.Missing is { } missing ? $"| {Title(figure)} | – | – | – | – | – | {missing} |" : Row(figure, Peers(figures, figure)));
        }
    }

    private static string Row(Figure f, Figure? peers)
    {
        bool isWatch = f.Workload.Kind == WorkloadKind.Watch;
        string second = f.Workload.Kind == WorkloadKind.Read ? Invariant($"{f.ValuesPerSecond:N0}") : isWatch ? Invariant($"{f.Lost:N0}") : "–";
        string ratio = peers is null || isWatch ? "–" : Invariant($"{f.CallsPerSecond / peers.CallsPerSecond:F1}");
        string times = isWatch ? "–" : Invariant($"{f.P50:F3} / {f.P99:F2}");
        string cpu = isWatch ? Invariant($"{f.ClientCpuPercent:F1} / {f.ServerCpuPercent:F1}") : Invariant($"{f.ClientCpuPerCall:F1} / {f.ServerCpuPerCall:F1}");
        return Invariant($"| {Title(f)} | {f.CallsPerSecond:N0} | {second} | {ratio} | {times} | {cpu} | {Bytes(f.ClientBytesPerValue)} / {Bytes(f.ServerBytesPerValue)} |");
    }

    private static string Title(Figure f) => $"{f.Workload.Name} | {f.Security} | {f.Client} → {f.Server}";

    private static string Bytes(double? bytes) => bytes is { } value ? Invariant($"{value:F1}") : "–";

    private static Figure? Peers(IReadOnlyList<Figure> figures, Figure like) => figures.FirstOrDefault(
        other => other is { Client: "node", Server: "node", Missing: null } && other.Workload == like.Workload && other.Security == like.Security);

    private static string NodeOpcUaVersion()
    {
        string package = Path.Combine(AppContext.BaseDirectory, "Peers", "node_modules", "node-opcua-client", "package.json");
        return File.Exists(package) ? (string)System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(package))!["version"]! : "not started";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
