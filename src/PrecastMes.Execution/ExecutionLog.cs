using Microsoft.Extensions.Logging;
using PrecastMes.Execution.Plc;

namespace PrecastMes.Execution;

/// <summary>Log messages of execution, event ids 2000–2999.</summary>
internal static partial class ExecutionLog
{
    [LoggerMessage(2000, LogLevel.Information, "{PersistenceId} recovered at event {Sequence}")]
    public static partial void LineRecovered(ILogger logger, string persistenceId, long sequence);

    [LoggerMessage(2001, LogLevel.Information, "{PersistenceId} commands the line as owner {Fence}")]
    public static partial void OwnerStarted(ILogger logger, string persistenceId, uint fence);

    [LoggerMessage(2002, LogLevel.Error, "{PersistenceId} stops: it is owner {Fence}, the PLC has seen owner {Seen}")]
    public static partial void FencedOff(ILogger logger, string persistenceId, uint fence, uint seen);

    [LoggerMessage(2003, LogLevel.Error, "{PersistenceId} stops and recovers: the journal did not confirm event {Sequence}")]
    public static partial void JournalFailed(ILogger logger, string persistenceId, long sequence, Exception cause);

    [LoggerMessage(2004, LogLevel.Error, "{PersistenceId} stops and recovers: the journal refused event {Sequence}")]
    public static partial void JournalRejected(ILogger logger, string persistenceId, long sequence, Exception cause);

    [LoggerMessage(2005, LogLevel.Warning, "Command {CommandId} of {Unit} ended as {Result}: {Detail}")]
    public static partial void CommandNotDone(ILogger logger, uint commandId, string unit, ResultCode result, string detail);

    [LoggerMessage(2006, LogLevel.Warning, "{Unit} reports fault {FaultCode}")]
    public static partial void UnitFaulted(ILogger logger, string unit, int faultCode);

    [LoggerMessage(2007, LogLevel.Warning, "{Unit} counts commands up to {UnitSeq}, further than the journal; numbering goes on from there")]
    public static partial void UnitAligned(ILogger logger, string unit, uint unitSeq);

    [LoggerMessage(2008, LogLevel.Error, "The lines refuse released plan {PlanId}: {Code}: {Detail}")]
    public static partial void HandOverRefused(ILogger logger, string planId, string code, string detail);

    [LoggerMessage(2009, LogLevel.Warning, "{Unit} says that command {CommandId} ended at {Told:O}, which its clock makes impossible; {Taken:O} is taken")]
    public static partial void TimeNotBelieved(ILogger logger, string unit, uint commandId, DateTimeOffset told, DateTimeOffset taken);

    [LoggerMessage(2100, LogLevel.Information, "Connected to PLC {Endpoint}, boot {BootId}, {Units} units")]
    public static partial void PlcConnected(ILogger logger, string endpoint, uint bootId, int units);

    [LoggerMessage(2101, LogLevel.Warning, "Connection to PLC {Endpoint} broke: {Reason}")]
    public static partial void PlcBroken(ILogger logger, string endpoint, string reason);

    [LoggerMessage(2102, LogLevel.Information, "PLC {Endpoint} can't be followed, trying again in {Milliseconds} ms: {Reason}")]
    public static partial void PlcNotFollowed(ILogger logger, string endpoint, long milliseconds, string reason);

    [LoggerMessage(2103, LogLevel.Debug, "Wrote {Commands} commands")]
    public static partial void CommandsWritten(ILogger logger, int commands);

    [LoggerMessage(2200, LogLevel.Error, "Projection failed behind {Offsets}; it is tried again")]
    public static partial void ProjectionFailed(ILogger logger, string offsets, Exception cause);
}
