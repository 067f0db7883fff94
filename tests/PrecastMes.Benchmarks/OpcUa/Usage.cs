using System.Text.Json.Nodes;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>What a process has used since it was started.</summary>
/// <param name="CpuMicroseconds">User and system time over all its threads.</param>
/// <param name="AllocatedBytes">Null where the process can't tell.</param>
internal readonly record struct Usage(double CpuMicroseconds, double? AllocatedBytes)
{
    public static Usage Of(JsonNode report) => new((double)report["cpu"]!, (double?)report["allocated"]);

    public static Usage operator -(Usage later, Usage earlier) =>
        new(later.CpuMicroseconds - earlier.CpuMicroseconds, later.AllocatedBytes - earlier.AllocatedBytes);

    public static Usage operator +(Usage one, Usage other) =>
        new(one.CpuMicroseconds + other.CpuMicroseconds, one.AllocatedBytes + other.AllocatedBytes);
}
