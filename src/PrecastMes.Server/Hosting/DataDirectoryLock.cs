using System.Globalization;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Hosting;

/// <summary>Keeps a data directory for one server: two of them would both write the same journal.</summary>
internal sealed class DataDirectoryLock : IDisposable
{
    // What the operating systems call a file that another process holds: Windows' sharing violation, EAGAIN of Linux and of macOS.
    private static readonly int[] HeldByAnother = [unchecked((int)0x80070020), 11, 35];

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the directory, making it when absent; null when another process holds it.</summary>
    /// <exception cref="UsageException">The directory cannot be made or written.</exception>
    public static DataDirectoryLock? TryTake(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var file = new FileStream(Path.Combine(directory, "precast.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
            file.Flush();
            return new DataDirectoryLock(file);
        }
        catch (IOException held) when (HeldByAnother.Contains(held.HResult))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Text.Of("serve.data.unusable", directory, fault.Message));
        }
    }

    public void Dispose() => _file.Dispose();
}
