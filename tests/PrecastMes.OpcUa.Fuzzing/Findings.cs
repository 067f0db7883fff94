using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>
/// What must not happen: faults of ours in the log, exceptions that nobody observes, hangs. Is the logger of the server and of the
/// clients, so that nothing that they call an error goes unseen.
/// </summary>
internal sealed class Findings : ILogger, IDisposable
{
    private const int Kept = 20;

    private readonly ConcurrentQueue<string> _texts = new();
    private int _count;

    public Findings() => TaskScheduler.UnobservedTaskException += OnUnobserved;

    /// <summary>Where the run is, for the next finding.</summary>
    public string Place { get; set; } = "";

    public int Count => _count;

    public IReadOnlyCollection<string> Texts => _texts;

    public void Add(string what)
    {
        if (Interlocked.Increment(ref _count) <= Kept)
        {
            _texts.Enqueue($"{Place}: {what}");
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Add($"{formatter(state, exception)} {exception}");
        }
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= OnUnobserved;

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e)
    {
        Add($"nobody observed {e.Exception}");
        e.SetObserved();
    }
}
