namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Log lines go to the error output, so that the standard output holds the verb's answer alone.</summary>
internal static class StderrLoggers
{
    public static ILoggerFactory Create(bool verbose) => LoggerFactory.Create(logging => logging
        .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Error)
        .AddSimpleConsole(console => console.SingleLine = true)
        .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
}
