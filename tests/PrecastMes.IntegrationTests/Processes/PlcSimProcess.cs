using System.Globalization;

namespace PrecastMes.IntegrationTests.Processes;

/// <summary>The simulator as its own process.</summary>
internal sealed class PlcSimProcess : IAsyncDisposable
{
    private readonly ChildProcess child;

    private PlcSimProcess(ChildProcess child, string endpoint) => (this.child, Endpoint) = (child, endpoint);

    public string Endpoint { get; }

    public static async Task<PlcSimProcess> StartAsync(string plant, ClockOptions clock, string log, int seed, CancellationToken cancellation)
    {
        var child = ChildProcess.Start(
            Programs.PlcSim,
            ["--plant", plant, "--port", "0", "--seed", seed.ToString(CultureInfo.InvariantCulture), "--log", log, .. clock.Arguments()]);
        var ready = await child.LineAsync(line => line.Contains("opc.tcp://", StringComparison.Ordinal), TimeSpan.FromMinutes(2), cancellation);
        return new PlcSimProcess(child, ready[ready.IndexOf("opc.tcp://", StringComparison.Ordinal)..].Split(' ')[0]);
    }

    public ValueTask DisposeAsync() => child.DisposeAsync();
}
