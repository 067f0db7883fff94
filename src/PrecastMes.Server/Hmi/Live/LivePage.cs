using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Live;

/// <summary>
/// A page or part that keeps itself fresh: it reads its model when it opens and again at every beat, and is drawn anew
/// when the reading says that something changed. However often the line reports, a screen is drawn once a beat.
/// </summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource left = new();
    private Task? beating;
    private long? read;

    /// <summary>Texts in the user's language.</summary>
    [Inject]
    protected ScreenText T { get; set; } = null!;

    /// <summary>Instants on the plant's wall clock.</summary>
    [Inject]
    protected PlantZone Zone { get; set; } = null!;

    /// <summary>What has changed since when.</summary>
    [Inject]
    protected Pulse Pulse { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>Real time between two readings; not under 250 ms, so that no screen is drawn more than four times a second.</summary>
    protected virtual TimeSpan Beat => TimeSpan.FromSeconds(1);

    /// <summary>
    /// What the page depends on: it is read again when this has grown. Null reads at every beat, for what the clock alone changes.
    /// </summary>
    protected virtual long? Version => null;

    /// <summary>Cancelled when the user leaves the page.</summary>
    protected CancellationToken Left => left.Token;

    /// <summary>Reads the model; true when the screen has to be drawn.</summary>
    protected abstract Task<bool> ReadAsync(CancellationToken cancellation);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => await ReadAsync(Left);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            beating = BeatAsync();
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await left.CancelAsync();
        if (beating is not null)
        {
            await beating;
        }

        left.Dispose();
    }

    private async Task BeatAsync()
    {
        // Eyes live in real time, however fast the plant's clock runs.
        using var timer = new PeriodicTimer(Beat, TimeProvider.System);
        var broken = false;
        while (!left.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(Left);
                await InvokeAsync(RefreshAsync);
                broken = false;
            }
            catch (OperationCanceledException) when (left.IsCancellationRequested)
            {
                return;
            }
            catch (ObjectDisposedException) when (left.IsCancellationRequested)
            {
                return;
            }
            catch (JSDisconnectedException)
            {
                // The browser is away; its circuit may come back or be disposed.
                continue;
            }
            catch (Exception fault) when (!broken)
            {
                // A busy database or a lost link: said once, tried again at the next beat.
                broken = true;
                HmiLog.ReadingFailed(Loggers.CreateLogger(GetType()), fault, GetType().Name);
            }
            catch (Exception) when (broken)
            {
                continue;
            }
        }
    }

    private async Task RefreshAsync()
    {
        var version = Version;
        if (version is not null && version == read)
        {
            return;
        }

        T.EnterCulture();
        if (await ReadAsync(Left))
        {
            StateHasChanged();
        }

        read = version;
    }
}
