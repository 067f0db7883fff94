namespace PrecastMes.Benchmarks.OpcUa;

internal enum WorkloadKind
{
    /// <summary>One Read after the other.</summary>
    Read,

    /// <summary>Monitored items that all change at 10 Hz; a call is a value delivered.</summary>
    Watch,

    /// <summary>From before a Write to its notification, at the server's shortest publishing interval; a call is one of these.</summary>
    Latency,

    /// <summary>Connection, channel and session; opened and closed one after the other.</summary>
    Connect,
}
