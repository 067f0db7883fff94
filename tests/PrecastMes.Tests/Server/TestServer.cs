using System.Net.Http.Json;
using System.Text.Json;
using PrecastMes.Exchange.Plants;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Tests.Server;

/// <summary>The real server of the minimal plant on a free port, with a data directory of its own and no PLC.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("precastmes-test-");
    private RunningServer? _server;

    /// <summary>Speaks to it.</summary>
    public HttpClient Http { get; } = new();

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _server!.Services;

    /// <summary>The plant's files.</summary>
    public static string PlantDirectory => Path.Combine(Repository.Root, "config", "plants", "minimal");

    /// <summary>The plant's sample order.</summary>
    public static string OrderFile => Path.Combine(PlantDirectory, "orders", "MIN1.csv");

    public async ValueTask InitializeAsync()
    {
        var configuration = PlantFiles.Load(PlantDirectory).Value;
        var clock = new PlantClock(configuration.DemoStart, TimeProvider.System.GetUtcNow(), 1);
        // Nothing listens on port 1: the server must do its work without a line.
        var options = new ServeOptions(_data.FullName, "http://127.0.0.1:0", PlantDirectory, "opc.tcp://127.0.0.1:1", clock, Verbose: false);
        _server = await RunningServer.StartAsync(options, configuration, TestContext.Current.CancellationToken);
        Http.BaseAddress = new Uri(_server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_server is not null)
        {
            await _server.StopAsync();
            await _server.DisposeAsync();
        }

        _data.Delete(recursive: true);
    }

    /// <summary>Reads JSON until it is as awaited: read models follow the journal a moment later.</summary>
    public async Task<JsonElement> UntilAsync(string path, Predicate<JsonElement> awaited)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var last = "";
        try
        {
            while (await tick.WaitForNextTickAsync(deadline.Token))
            {
                using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative), deadline.Token);
                last = await answer.Content.ReadAsStringAsync(deadline.Token);
                if (answer.IsSuccessStatusCode && JsonSerializer.Deserialize<JsonElement>(last) is var json && awaited(json))
                {
                    return json;
                }
            }
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
        }

        throw new TimeoutException($"GET {path} was not as awaited within {Deadline.TotalSeconds} s; the last answer was {last}");
    }

    /// <summary>Sends an order file.</summary>
    public Task<HttpResponseMessage> PostOrderAsync(string csv) => Http.PostAsync(
        new Uri("/api/v1/orders", UriKind.Relative),
        new StringContent(csv, System.Text.Encoding.UTF8, "text/csv"),
        TestContext.Current.CancellationToken);

    /// <summary>Imports the sample order and waits until it is listed.</summary>
    public async Task ImportSampleAsync()
    {
        using var answer = await PostOrderAsync(await File.ReadAllTextAsync(OrderFile, TestContext.Current.CancellationToken));
        answer.EnsureSuccessStatusCode();
        await UntilAsync("/api/v1/orders", orders => orders.GetArrayLength() == 1);
    }

    /// <summary>Plans what is ordered and returns the accepted plan's id.</summary>
    public async Task<string> PlanAsync()
    {
        using var started = await Http.PostAsJsonAsync("/api/v1/plan", new { seconds = 0.5, seed = 1 }, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, started.StatusCode);
        var run = await UntilAsync(started.Headers.Location!.ToString(), status => status.GetProperty("state").GetString() != "running");
        Assert.Equal("done", run.GetProperty("state").GetString());
        return run.GetProperty("planId").GetString()!;
    }
}
