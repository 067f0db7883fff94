using System.Globalization;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>What our two ends are to reach beside node-opcua's two ends in the same run.</summary>
internal static class Targets
{
    private const double TimesNode = 15;
    private const double SecurityCost = 0.25;
    private const double WatchCpuPercent = 10;
    private const double BytesPerValue = 1;
    private const double LatencyMilliseconds = 5;

    public static void Write(TextWriter to, IReadOnlyList<Figure> figures)
    {
        to.WriteLine("| target, ours → ours | wanted | measured | met |");
        to.WriteLine("|---|--:|--:|---|");
        foreach (string security in new[] { Peer.None, Peer.SignAndEncrypt })
        {
            AddRatio(to, figures, "read 1", security, "reads/s, times node → node");
            AddRatio(to, figures, "read 1000", security, "batched values/s, times node → node");
            if (Ours(figures, "watch 1000", security) is { } watch)
            {
                double cpu = watch.ClientCpuPercent + watch.ServerCpuPercent;
                Add(to, $"10,000 notifications/s, {security}: CPU of both ends, % of a core", $"< {WatchCpuPercent}", Text(cpu, "F1"), cpu < WatchCpuPercent && watch.Lost == 0);
            }

            if (Ours(figures, "latency 1000", security) is { } latency)
            {
                Add(to, $"write → change notification at 1,000 items, {security}: p99 ms", $"< {LatencyMilliseconds}", Text(latency.P99, "F2"), latency.P99 < LatencyMilliseconds);
            }

            AddBytes(to, figures, "read 1000", security);
            AddBytesOfMoreValues(to, figures, security);
        }

        AddSecurityCost(to, figures, "read 1", 1);
        AddSecurityCost(to, figures, "read 1000", 1_000);
    }

    private static void AddRatio(TextWriter to, IReadOnlyList<Figure> figures, string workload, string security, string what)
    {
        if (Ours(figures, workload, security) is { } ours && Find(figures, workload, security, "node") is { } peers)
        {
            double ratio = ours.CallsPerSecond / peers.CallsPerSecond;
            Add(to, $"{what}, {security}", $"≥ {TimesNode}", Text(ratio, "F1"), ratio >= TimesNode);
        }
    }

    private static void AddBytes(TextWriter to, IReadOnlyList<Figure> figures, string workload, string security)
    {
        if (Ours(figures, workload, security) is { } ours)
        {
            double bytes = (ours.ClientBytesPerValue ?? 0) + (ours.ServerBytesPerValue ?? 0);
            Add(to, $"bytes allocated per value at both ends, {workload}, {security}", $"< {BytesPerValue}", Text(bytes, "F2"), bytes < BytesPerValue);
        }
    }

    /// <summary>Messages are objects, ten a second at either size; what more values in them cost is what a value costs.</summary>
    private static void AddBytesOfMoreValues(TextWriter to, IReadOnlyList<Figure> figures, string security)
    {
        if (Ours(figures, "watch 1000", security) is { } few && Ours(figures, "watch 10000", security) is { } many)
        {
            double bytes = (BytesPerSecond(many) - BytesPerSecond(few)) / (many.ValuesPerSecond - few.ValuesPerSecond);
            Add(to, $"bytes allocated per further value at both ends, from watch 1000 to watch 10000, {security}", $"< {BytesPerValue}", Text(bytes, "F2"), bytes < BytesPerValue);
        }
    }

    private static double BytesPerSecond(Figure figure) => ((figure.ClientUsage + figure.ServerUsage).AllocatedBytes ?? 0) / figure.Seconds;

    private static void AddSecurityCost(TextWriter to, IReadOnlyList<Figure> figures, string workload, int nodes)
    {
        if (Ours(figures, workload, Peer.None) is { } plain && Ours(figures, workload, Peer.SignAndEncrypt) is { } secured)
        {
            double cost = 1 - (secured.CallsPerSecond / plain.CallsPerSecond);
            double crypto = CryptoBound.Of(nodes);
            double bound = crypto / (crypto + (1e6 / plain.CallsPerSecond));
            Add(
                to,
                $"{workload}: SignAndEncrypt below None, % (the algorithms alone, {Text(crypto, "F0")} µs a call: {Text(bound * 100, "F0")} %)",
                $"≤ {SecurityCost * 100}",
                Text(cost * 100, "F0"),
                cost <= SecurityCost);
        }
    }

    private static Figure? Ours(IReadOnlyList<Figure> figures, string workload, string security) => Find(figures, workload, security, "ours");

    private static Figure? Find(IReadOnlyList<Figure> figures, string workload, string security, string both) => figures.FirstOrDefault(
        figure => figure.Missing is null && figure.Workload.Name == workload && figure.Security == security && figure.Client == both && figure.Server == both);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static void Add(TextWriter to, string what, string wanted, string measured, bool met) =>
        to.WriteLine($"| {what} | {wanted} | {measured} | {(met ? "yes" : "no")} |");
}
