using System.Globalization;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>One line a figure; times in milliseconds, CPU in microseconds a call and in percent of one core.</summary>
internal static class CsvFile
{
    public static void Write(string path, IReadOnlyList<Figure> figures)
    {
        using var file = new StreamWriter(path);
        file.WriteLine(
            "workload,security,client,server,calls,seconds,calls_per_s,values_per_s,p50_ms,p99_ms,lost,client_us_per_call,server_us_per_call,client_cpu_percent,server_cpu_percent,client_bytes_per_value,server_bytes_per_value,missing");
        foreach (Figure f in figures)
        {
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{f.Workload.Name},{f.Security},{f.Client},{f.Server},{f.Calls},{f.Seconds:F3},{f.CallsPerSecond:F1},{f.ValuesPerSecond:F1},{f.P50:F4},{f.P99:F4},{f.Lost},{f.ClientCpuPerCall:F2},{f.ServerCpuPerCall:F2},{f.ClientCpuPercent:F1},{f.ServerCpuPercent:F1},{f.ClientBytesPerValue:F2},{f.ServerBytesPerValue:F2},\"{f.Missing}\""));
        }
    }
}
