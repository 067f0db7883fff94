using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace PrecastMes.IntegrationTests.Processes;

/// <summary>The server as its own process, and a client of its API.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly ChildProcess child;
    private readonly HttpClient http;

    private ServerProcess(ChildProcess child, Uri url)
    {
        this.child = child;
        Url = url;
        http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(30) };
    }

    public Uri Url { get; }

    public string Output => child.Output;

    /// <summary>Starts <c>precast serve</c> and waits until it answers.</summary>
    public static async Task<ServerProcess> ServeAsync(
        string plant, string data, string plc, ClockOptions clock, IEnumerable<string> more, CancellationToken cancellation)
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        var child = ChildProcess.Start(
            Programs.Server, ["serve", "--plant", plant, "--data", data, "--plc", plc, "--urls", url.ToString().TrimEnd('/'), .. clock.Arguments(), .. more]);
        var server = new ServerProcess(child, url);
        await server.WaitAsync("/health", _ => true, TimeSpan.FromMinutes(3), cancellation);
        return server;
    }

    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellation) =>
        await http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), cancellation);

    /// <summary>Asks again and again until the answer fits.</summary>
    public async Task<JsonElement> WaitAsync(string path, Func<JsonElement, bool> fits, TimeSpan deadline, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(deadline);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        object last = "no answer";
        try
        {
            do
            {
                if (child.HasExited)
                {
                    throw new InvalidOperationException($"The server ended with {child.ExitCode}:\n{child.Output}");
                }

                try
                {
                    using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), limit.Token);
                    var json = await answer.Content.ReadFromJsonAsync<JsonElement>(limit.Token);
                    last = json;
                    if (fits(json))
                    {
                        return json;
                    }
                }
                catch (Exception fault) when (fault is HttpRequestException or JsonException)
                {
                    last = fault.Message;
                }
            }
            while (await again.WaitForNextTickAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"GET {path} did not become what was awaited within {deadline}; last: {last}\nServer:\n{child.Output}");
        }

        throw new InvalidOperationException("The timer ended.");
    }

    /// <summary>Pulls the plug.</summary>
    public Task KillAsync() => child.KillAsync();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await child.DisposeAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
