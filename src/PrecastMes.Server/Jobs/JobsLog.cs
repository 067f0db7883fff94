namespace PrecastMes.Server.Jobs;

/// <summary>Log messages of the jobs, events 5600–5699.</summary>
internal static partial class JobsLog
{
    [LoggerMessage(
        5600,
        LogLevel.Information,
        "Shift {Shift} is closed: {Elements} elements, output {OutputLitres} l, scheduled {ScheduledLitres} l, capacity {CapacityLitres} l.")]
    internal static partial void ShiftClosed(
        this ILogger logger, string shift, int elements, long outputLitres, long scheduledLitres, long capacityLitres);

    [LoggerMessage(5601, LogLevel.Error, "Closing the shifts failed; it is tried again at {Next:o} plant time.")]
    internal static partial void ShiftCloseFailed(this ILogger logger, Exception failure, DateTimeOffset next);
}
