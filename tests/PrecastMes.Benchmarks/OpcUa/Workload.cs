namespace PrecastMes.Benchmarks.OpcUa;

/// <param name="Size">Nodes of a read, items of a subscription.</param>
internal sealed record Workload(string Name, WorkloadKind Kind, int Size)
{
    public static IReadOnlyList<Workload> All { get; } =
    [
        new("read 1", WorkloadKind.Read, 1),
        new("read 1000", WorkloadKind.Read, 1_000),
        new("watch 1000", WorkloadKind.Watch, 1_000),
        new("watch 10000", WorkloadKind.Watch, 10_000),
        new("latency 1000", WorkloadKind.Latency, 1_000),
        new("connect", WorkloadKind.Connect, 0),
    ];

    public int ValuesPerCall => Kind == WorkloadKind.Read ? Size : 1;
}
