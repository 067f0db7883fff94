using Microsoft.Extensions.Logging;

namespace PrecastMes.PlcSim;

/// <summary>Writes the program's log to stderr, a line each.</summary>
internal sealed class StderrLogger(LogLevel least, TimeProvider time) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Console.Error.WriteLine(FormattableString.Invariant(
                $"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {logLevel} {eventId.Id} {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}"));
        }
    }
}
