using System.Text.Json;
using Microsoft.Playwright;
using PrecastMes.IntegrationTests.Processes;

namespace PrecastMes.IntegrationTests.Pages;

/// <summary>Simulator, server with the sample orders and a browser, once for all tests of the pages; the line is at work.</summary>
public sealed class RunningPlant : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private static readonly DateTimeOffset MondayMorning = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero); // Monday 06:00 at +08:00

    // Server and plan are ready when the shift begins, as in the demo.
    private static readonly TimeSpan Lead = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder folder = new();
    private PlcSimProcess? plc;
    private ServerProcess? server;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where the pages are.</summary>
    public Uri Url => server!.Url;

    /// <summary>An element that has been cast.</summary>
    public string CastElement { get; private set; } = "";

    /// <summary>Folder for pictures of the pages, named by the environment; null when none are wanted.</summary>
    public string? Pictures { get; } = Environment.GetEnvironmentVariable("PRECASTMES_PICTURES");

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Chromium))
        {
            return;
        }

        var cancellation = TestContext.Current.CancellationToken;
        var clock = new ClockOptions(MondayMorning, TimeProvider.System.GetUtcNow() + Lead, 480);
        plc = await PlcSimProcess.StartAsync(Programs.SamplePlant, clock, folder.File("sim.jsonl"), seed: 1, cancellation);
        string[] orders = [.. Directory.GetFiles(Programs.Orders, "*.csv").Order(StringComparer.Ordinal)];
        server = await ServerProcess.ServeAsync(
            Programs.SamplePlant, folder.File("data"), plc.Endpoint, clock, ["--orders", .. orders, "--auto"], cancellation);
        Assertions.SetDefaultExpectTimeout(OpenPage.Deadline);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });

        var curing = await server.WaitAsync("/api/v1/elements?state=curing&take=1", page => Total(page) > 0, TimeSpan.FromMinutes(5), cancellation);
        CastElement = curing.GetProperty("items")[0].GetProperty("id").GetString()!;
        if (Pictures is not null)
        {
            Directory.CreateDirectory(Pictures);
            // The first element stands in the yard: every section of the line is at work.
            await server.WaitAsync("/api/v1/elements?state=yard&take=1", page => Total(page) > 0, TimeSpan.FromMinutes(10), cancellation);
        }
    }

    /// <summary>A fresh browser profile that wishes the language; skips the test, or fails it, when there is no browser.</summary>
    public async Task<OpenPage> OpenAsync(string language, string path)
    {
        if (browser is null)
        {
            const string missing = $"Chromium is not installed: no {Chromium}.";
            Assert.SkipWhen(Environment.GetEnvironmentVariable("PRECASTMES_REQUIRE_ALL") is null, missing);
            Assert.Fail(missing);
        }

        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = language,
            BaseURL = Url.ToString(),
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        });
        return await OpenPage.OpenAsync(context, Url, path);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        if (plc is not null)
        {
            await plc.DisposeAsync();
        }

        folder.Dispose();
    }

    private static int Total(JsonElement page) => page.TryGetProperty("total", out var total) ? total.GetInt32() : 0;
}
