using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrecastMes.Execution;
using PrecastMes.Execution.Hosting;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Live;
using PrecastMes.Execution.Projections;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Elements;
using PrecastMes.Production.Lines;

namespace PrecastMes.Tests.Execution.Hosting;

/// <summary>Execution in a host of its own, on a database that outlives it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly IHost host;

    private TestServer(IHost host) => this.host = host;

    public PlantGateway Gateway => host.Services.GetRequiredService<PlantGateway>();

    public LiveLine Live => host.Services.GetRequiredService<LiveLine>();

    public static async Task<TestServer> StartAsync(PrecastDatabase database, TagMap tags, FastClock clock)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddPersistence(database);
        builder.Services.AddExecution(TestPlant.Plant, tags, new ExecutionOptions { Speed = clock.Speed, RereadInterval = TimeSpan.FromSeconds(1) });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestServer(host);
    }

    /// <summary>Waits until the lines' state is as asked.</summary>
    public Task UntilAsync(Func<LineState, bool> reached) => WaitAsync(
        changed => Live.Changed += changed,
        changed => Live.Changed -= changed,
        () => Task.FromResult(reached(Live.State)),
        () => $"on the lines: {string.Join(", ", Live.State.Loads.Values.Select(l => $"{l.Load.LoadId} {l.Stage}"))}");

    /// <summary>Waits until the read models show something.</summary>
    public Task UntilShownAsync(Func<PrecastContext, Task<bool>> shown)
    {
        var news = host.Services.GetRequiredService<ProjectionNews>();
        Action<ProjectionAdvanced>? told = null;
        return WaitAsync(
            changed => news.Advanced += told = _ => changed(),
            _ => news.Advanced -= told,
            async () =>
            {
                await using var db = await host.Services.GetRequiredService<IDbContextFactory<PrecastContext>>().CreateDbContextAsync();
                return await shown(db);
            },
            () => "the read models do not show it");
    }

    public Task UntilAllAreAsync(ElementState state) => UntilShownAsync(async db =>
        await db.Elements.AnyAsync() && await db.Elements.AllAsync(e => e.State == state));

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }

    private static async Task WaitAsync(Action<Action> subscribe, Action<Action> unsubscribe, Func<Task<bool>> holds, Func<string> otherwise)
    {
        using var changed = new SemaphoreSlim(0);
        void Note() => changed.Release();
        subscribe(Note);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            while (!await holds())
            {
                var left = Patience - TimeProvider.System.GetElapsedTime(began);
                if (left <= TimeSpan.Zero || !await changed.WaitAsync(left, TestContext.Current.CancellationToken))
                {
                    throw new TimeoutException($"Waited {Patience.TotalSeconds} s; {otherwise()}.");
                }
            }
        }
        finally
        {
            unsubscribe(Note);
        }
    }
}
