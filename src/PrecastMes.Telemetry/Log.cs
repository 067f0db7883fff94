using Microsoft.Extensions.Logging;

namespace PrecastMes.Telemetry;

/// <summary>Log messages of this project, 4000–4999.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "The telemetry target failed to take {Points} points; they wait and are tried again.")]
    internal static partial void TargetFailed(this ILogger logger, Exception failure, int points);

    [LoggerMessage(4001, LogLevel.Information, "The telemetry target takes points again, after {Failures} failed writes.")]
    internal static partial void TargetRecovered(this ILogger logger, int failures);

    [LoggerMessage(4002, LogLevel.Warning, "{Count} points of {Series} between {From:o} and {To:o} were lost: the telemetry queue was full.")]
    internal static partial void PointsLost(this ILogger logger, long count, string series, DateTimeOffset from, DateTimeOffset to);

    [LoggerMessage(4003, LogLevel.Error, "{Points} points were lost at the stop: the telemetry target did not take them.")]
    internal static partial void PointsLeft(this ILogger logger, long points);
}
