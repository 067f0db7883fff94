namespace PrecastMes.OpcUa.Server;

/// <summary>The parameters of a monitored item as they were revised (Part 4 §7.21).</summary>
/// <param name="SamplingInterval">Zero takes every change.</param>
/// <param name="Filter">For values.</param>
/// <param name="Range">The part of the value that is watched.</param>
internal sealed record MonitoredItemSettings(
    uint ClientHandle, TimeSpan SamplingInterval, int QueueSize, bool DiscardOldest, ChangeFilter Filter, NumericRange Range, TimestampsToReturn Timestamps);
