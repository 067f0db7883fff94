using PrecastMes.Execution;
using PrecastMes.Execution.Live;
using PrecastMes.Telemetry;

namespace PrecastMes.Server.Hosting;

/// <summary>Looks at the line every plant minute, but not more often than twice a real second, and leaves the points in the queue.</summary>
internal sealed class LineSampler(LiveLine line, TelemetryQueue queue, ExecutionOptions options, TimeProvider plantTime) : BackgroundService
{
    private static readonly TimeSpan PlantInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RealInterval = TimeSpan.FromSeconds(0.5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var telemetry = new LineTelemetry();
        var least = RealInterval * options.Speed;
        using var timer = new PeriodicTimer(least > PlantInterval ? least : PlantInterval, plantTime);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var point in telemetry.Read(line.Snapshot()))
            {
                queue.Offer(point);
            }
        }
    }
}
