using PrecastMes.Tests;

namespace PrecastMes.IntegrationTests.Processes;

/// <summary>The built programs, in the configuration in which this test was built.</summary>
internal static class Programs
{
    public static string Server { get; } = Built("src/PrecastMes.Server", "precast.dll");

    public static string PlcSim { get; } = Built("plc-sim", "PrecastMes.PlcSim.dll");

    public static string SamplePlant { get; } = Path.Combine(Repository.Root, "config", "plants", "jinhai");

    public static string Orders { get; } = Path.Combine(Repository.Root, "config", "orders");

    private static string Built(string project, string assembly)
    {
        // …/tests/PrecastMes.IntegrationTests/bin/<configuration>/net10.0/
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Repository.Root, project, "bin", framework.Parent!.Name, framework.Name, assembly);
    }
}
