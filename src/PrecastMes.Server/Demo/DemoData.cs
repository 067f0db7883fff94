using System.Text.Json;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Server.Demo;

/// <summary>The demo's data directory, and in it the plant time up to which it has lived, so that a later run goes on from there.</summary>
internal sealed class DemoData : IDisposable
{
    private const string ClockFile = "demo-clock.json";

    private readonly DataDirectoryLock _held;
    private readonly bool _ours;

    private DemoData(string directory, DataDirectoryLock held, bool ours) => (Path, _held, _ours) = (directory, held, ours);

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>Takes a directory; without one a new one that is removed at the end.</summary>
    public static DemoData Open(string? directory)
    {
        var path = directory ?? Directory.CreateTempSubdirectory("precastmes-demo-").FullName;
        var held = DataDirectoryLock.TryTake(path) ?? throw new UsageException(Text.Of("serve.data.locked", path));
        return new DemoData(path, held, ours: directory is null);
    }

    /// <summary>Up to when the plant in this directory has lived; null for a new one.</summary>
    public DateTimeOffset? LivedUntil()
    {
        var file = System.IO.Path.Combine(Path, ClockFile);
        return File.Exists(file) ? JsonSerializer.Deserialize<DateTimeOffset>(File.ReadAllText(file)) : null;
    }

    /// <summary>Keeps a plant time that will not be reached again: a run that was killed has lived past the last one that it saw.</summary>
    public void KeepLivedUntil(DateTimeOffset plantTime)
    {
        var file = System.IO.Path.Combine(Path, ClockFile);
        File.WriteAllText(file + ".part", JsonSerializer.Serialize(plantTime));
        File.Move(file + ".part", file, overwrite: true);
    }

    public void Dispose()
    {
        _held.Dispose();
        if (!_ours)
        {
            return;
        }

        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A file is still open somewhere; the system clears its temporary directory by itself.
        }
    }
}
