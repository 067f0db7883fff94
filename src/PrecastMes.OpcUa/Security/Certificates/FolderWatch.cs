using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>
/// Calls back when files below a folder may have changed: at once where the file system tells, and on a slow timer,
/// because it doesn't always (network shares, used-up limits).
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly FileSystemWatcher? _watcher;
    private readonly ITimer _timer;

    public FolderWatch(string folder, TimeSpan pollInterval, Action changed, TimeProvider time, ILogger logger)
    {
        _timer = time.CreateTimer(_ => changed(), null, pollInterval, pollInterval);
        try
        {
            _watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            _watcher.Changed += (_, _) => changed();
            _watcher.Created += (_, _) => changed();
            _watcher.Deleted += (_, _) => changed();
            _watcher.Renamed += (_, _) => changed();
            // Events were lost: what they were about is found by looking.
            _watcher.Error += (_, _) => changed();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            _watcher?.Dispose();
            _watcher = null;
            Log.FolderNotWatched(logger, folder, pollInterval, exception.Message);
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _timer.Dispose();
    }
}
