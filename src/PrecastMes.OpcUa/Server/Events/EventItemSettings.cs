namespace PrecastMes.OpcUa.Server;

/// <summary>The parameters of a monitored item for events as they were revised (Part 4 §7.21).</summary>
internal sealed record EventItemSettings(uint ClientHandle, int QueueSize, bool DiscardOldest, CompiledEventFilter Filter);
