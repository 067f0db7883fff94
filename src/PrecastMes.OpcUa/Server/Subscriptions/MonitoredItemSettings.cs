namespace PrecastMes.OpcUa.Server;

/// <summary>The parameters of a monitored item as they were revised.</summary>
/// <param name="SamplingInterval">Zero takes every change.</param>
internal sealed record MonitoredItemSettings(
    uint ClientHandle, TimeSpan SamplingInterval, int QueueSize, bool DiscardOldest, ChangeFilter Filter, NumericRange Range, TimestampsToReturn Timestamps);
