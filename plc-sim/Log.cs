using Microsoft.Extensions.Logging;

namespace PrecastMes.PlcSim;

/// <summary>All messages of the program's log (stderr), 6000–6999. What happens on the floor goes to the event log instead.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "Boot {BootId}: {Units} units, plant time {PlantTime:O}, {Speed} times real time")]
    public static partial void Booted(ILogger logger, uint bootId, int units, DateTimeOffset plantTime, double speed);

    [LoggerMessage(6001, LogLevel.Information, "Plant put back as it was at {PlantTime:O}, {Running} commands running")]
    public static partial void Restored(ILogger logger, DateTimeOffset plantTime, int running);

    [LoggerMessage(6002, LogLevel.Information, "{Count} events of the last scan before the stop were added to the event log")]
    public static partial void LogCompleted(ILogger logger, int count);

    [LoggerMessage(6010, LogLevel.Debug, "{Event} {Phase} {Unit} {Carrier} {Detail}")]
    public static partial void Happened(ILogger logger, string @event, string? phase, string unit, string? carrier, string? detail);

    [LoggerMessage(6020, LogLevel.Information, "{Method} refused: {Reason}")]
    public static partial void FaultRefused(ILogger logger, string method, string reason);

    [LoggerMessage(6024, LogLevel.Information, "{Unit}: {Method} of a job order refused: {Reason}")]
    public static partial void JobRefused(ILogger logger, string unit, string method, string reason);

    [LoggerMessage(6021, LogLevel.Information, "Connections dropped for {Seconds} s")]
    public static partial void Dropped(ILogger logger, double seconds);

    [LoggerMessage(6022, LogLevel.Information, "Listening again on {Endpoint}")]
    public static partial void ListeningAgain(ILogger logger, string endpoint);

    [LoggerMessage(6023, LogLevel.Warning, "{Endpoint} cannot be opened again yet: {Reason}")]
    public static partial void CannotListenYet(ILogger logger, string endpoint, string reason);

    [LoggerMessage(6025, LogLevel.Information, "Alarm of {Unit}: {Operation} by {User} ({Comment})")]
    public static partial void AlarmOperated(ILogger logger, string unit, string operation, string user, string comment);

    [LoggerMessage(6030, LogLevel.Warning, "A scan took {Milliseconds:F0} ms of real time; the cycle is {CycleMilliseconds} ms")]
    public static partial void SlowScan(ILogger logger, double milliseconds, double cycleMilliseconds);
}
