using PrecastMes.Telemetry;

namespace PrecastMes.Server.Hosting;

/// <summary>Wires telemetry into the host: producers offer points to <see cref="TelemetryQueue"/>, readers ask <see cref="TelemetryStore"/>.</summary>
internal static class TelemetryHosting
{
    /// <summary>
    /// Adds queue, embedded store in the data directory, the writer between them on real time, and the sampler of the line.
    /// </summary>
    internal static IServiceCollection AddTelemetry(this IServiceCollection services, string dataDirectory)
    {
        var options = new TelemetryOptions();
        return services
            .AddSingleton(new TelemetryQueue(options))
            .AddSingleton(_ => new TelemetryStore(dataDirectory))
            .AddHostedService(provider => new TelemetryLoop(new TelemetryWriter(
                provider.GetRequiredService<TelemetryQueue>(),
                provider.GetRequiredService<TelemetryStore>(),
                options,
                TimeProvider.System,
                provider.GetRequiredService<ILogger<TelemetryWriter>>())))
            .AddHostedService<LineSampler>();
    }

    private sealed class TelemetryLoop(TelemetryWriter writer) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            // SQLite's calls block: they must not do so on the thread that starts the host.
            await Task.Yield();
            await writer.RunAsync(stoppingToken);
        }
    }
}
