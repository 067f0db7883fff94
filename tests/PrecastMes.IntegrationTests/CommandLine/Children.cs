using System.Diagnostics;
using System.Globalization;

namespace PrecastMes.IntegrationTests.CommandLine;

/// <summary>The processes that a process started, as Linux tells them.</summary>
internal static class Children
{
    public static IReadOnlyList<int> Of(int process)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Children of a process are read from Linux's /proc.");
        return
        [
            .. Directory.GetDirectories($"/proc/{process}/task")
                .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture)),
        ];
    }

    public static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static async Task InterruptAsync(int process)
    {
        using var kill = Process.Start("kill", ["-INT", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }
}
