using System.Globalization;

namespace PrecastMes.Server.Hosting;

/// <summary>Keeps a data directory for one server: two of them would both write the same journal.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the directory, making it when absent; null when another process holds it.</summary>
    public static DataDirectoryLock? TryTake(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            var file = new FileStream(Path.Combine(directory, "precast.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new DataDirectoryLock(file);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
