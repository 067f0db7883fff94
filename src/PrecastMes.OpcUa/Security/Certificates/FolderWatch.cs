using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>
/// Calls back when files below a folder may have changed: at once where the file system tells, and on a slow timer,
/// because it doesn't always (network shares, used-up limits).
/// </summary>
internal sealed class FolderWatch : IDisposable
{
    private readonly FileSystemWatcher? watcher;
    private readonly ITimer timer;

    public FolderWatch(string folder, TimeSpan pollInterval, Action changed, TimeProvider time, ILogger logger)
    {
        timer = time.CreateTimer(_ => changed(), null, pollInterval, pollInterval);
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                IncludeSubdirectories = true,
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
            };
            watcher.Changed += (_, _) => changed();
            watcher.Created += (_, _) => changed();
            watcher.Deleted += (_, _) => changed();
            watcher.Renamed += (_, _) => changed();
            // Events were lost: what they were about is found by looking.
            watcher.Error += (_, _) => changed();
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            watcher?.Dispose();
            watcher = null;
            Log.FolderNotWatched(logger, folder, pollInterval, exception.Message);
        }
    }

    public void Dispose()
    {
        watcher?.Dispose();
        timer.Dispose();
    }
}
