namespace PrecastMes.Server;

/// <summary>Log messages of the host, events 5000–5999; those of the pages stand beside them (5800–5899).</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "Listening on {Urls}, data in {Data}, PLC at {Endpoint}")]
    public static partial void Started(ILogger logger, string urls, string data, string endpoint);

    [LoggerMessage(5010, LogLevel.Error, "Planning run {Run} failed")]
    public static partial void PlanningFailed(ILogger logger, Exception fault, int run);

    [LoggerMessage(5011, LogLevel.Information, "Plan {Plan} accepted: {Scheduled} elements, {OnTimeShare:P1} on time")]
    public static partial void PlanAccepted(ILogger logger, string plan, int scheduled, double onTimeShare);

    [LoggerMessage(5012, LogLevel.Information, "Order of project {Project} imported: {Elements} elements")]
    public static partial void OrderImported(ILogger logger, string project, int elements);

    [LoggerMessage(5013, LogLevel.Information, "Plan {Plan} released")]
    public static partial void PlanReleased(ILogger logger, string plan);

    [LoggerMessage(5014, LogLevel.Information, "Plan {Plan} repairs the plan in force: {Replaced} loads replaced, {Moved} elements moved")]
    public static partial void PlanRepaired(ILogger logger, string plan, int replaced, int moved);

    [LoggerMessage(5015, LogLevel.Error, "Search for remedies {Run} failed")]
    public static partial void RemediesFailed(ILogger logger, Exception fault, int run);
}
