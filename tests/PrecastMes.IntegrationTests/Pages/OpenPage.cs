using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PrecastMes.IntegrationTests.Pages;

/// <summary>A page in a browser profile of its own, with everything that went wrong in it and every host it asked.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    /// <summary>How long a condition may take to come true on a busy machine, ms.</summary>
    public const float Deadline = 60_000;

    private readonly IBrowserContext context;
    private readonly ConcurrentQueue<string> faults = new();
    private readonly ConcurrentDictionary<string, bool> hosts = new();
    private int loads;

    private OpenPage(IBrowserContext context, IPage page) => (this.context, Page) = (context, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Errors of the console, of scripts and of answers.</summary>
    public IReadOnlyCollection<string> Faults => faults;

    /// <summary>Hosts with port that were asked for anything, sockets included.</summary>
    public IEnumerable<string> Hosts => hosts.Keys.Order(StringComparer.Ordinal);

    /// <summary>How often a document was loaded.</summary>
    public int Loads => loads;

    /// <summary>Opens it and waits until it is alive: its clock moves, pushed by the server.</summary>
    public static async Task<OpenPage> OpenAsync(IBrowserContext context, Uri url, string path)
    {
        var open = new OpenPage(context, await context.NewPageAsync());
        open.Watch();
        await open.Page.GotoAsync(new Uri(url, path).ToString(), new PageGotoOptions { Timeout = Deadline });
        await open.AliveAsync();
        return open;
    }

    /// <summary>Waits until the server moves the page's clock.</summary>
    public async Task AliveAsync()
    {
        var clock = Page.Locator(".topbar-clock time");
        var before = await clock.InnerTextAsync(new LocatorInnerTextOptions { Timeout = Deadline });
        await Expect(clock).Not.ToHaveTextAsync(before);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private void Watch()
    {
        Page.Console += (_, message) => Note(message.Type == "error", $"console: {message.Text}");
        Page.PageError += (_, error) => Note(true, $"script: {error}");
        Page.Response += (_, answer) => Note(answer.Status >= 400, $"{answer.Status}: {answer.Url}");
        Page.DOMContentLoaded += (_, _) => Interlocked.Increment(ref loads);
        Page.WebSocket += (_, socket) => Ask(socket.Url);
        context.Request += (_, request) => Ask(request.Url);
    }

    private void Note(bool wrong, string text)
    {
        if (wrong)
        {
            faults.Enqueue(text);
        }
    }

    // data: and blob: stay inside the browser.
    private void Ask(string address)
    {
        var uri = new Uri(address);
        if (uri.Scheme is not ("data" or "blob"))
        {
            hosts[uri.Authority] = true;
        }
    }
}
