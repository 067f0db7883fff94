namespace PrecastMes.Server.Hosting;

/// <summary>The verb owns the process's signals and decides when the host stops, so the host itself listens to none.</summary>
internal sealed class VerbLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
