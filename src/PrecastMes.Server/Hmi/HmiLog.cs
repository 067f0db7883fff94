namespace PrecastMes.Server.Hmi;

/// <summary>Log messages of the pages, events 5800–5899.</summary>
internal static partial class HmiLog
{
    [LoggerMessage(5800, LogLevel.Warning, "The screen part {Part} could not read its data; it shows the last it had and tries again")]
    public static partial void ReadingFailed(ILogger logger, Exception fault, string part);
}
