using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>The canvas with its tools. It fetches its document by plan id and reports what is chosen and what is in view.</summary>
public sealed partial class GanttChart : IAsyncDisposable
{
    private ElementReference host;
    private IJSObjectReference? module;
    private IJSObjectReference? chart;
    private DotNetObjectReference<GanttChart>? self;
    private string? asked;
    private string? loaded;
    private string wanted = "";
    private bool missed;
    private IReadOnlyList<(string Family, string Tone)> families = [];

    /// <summary>The plan to show.</summary>
    [Parameter, EditorRequired]
    public string PlanId { get; set; } = "";

    /// <summary>A load was chosen, or none.</summary>
    [Parameter]
    public EventCallback<string?> OnChosen { get; set; }

    /// <summary>Another stretch of time or another lane came into view.</summary>
    [Parameter]
    public EventCallback<GanttWindow> OnWindow { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    /// <summary>True once the picture takes calls.</summary>
    public bool Ready => loaded == PlanId;

    /// <summary>Moves the now line.</summary>
    public Task SetNowAsync(DateTimeOffset now) => CallAsync("setNow", now.ToUnixTimeMilliseconds());

    /// <summary>Adds stretches of real work.</summary>
    public Task AddActualAsync(IEnumerable<ActualBar> bars)
    {
        var rows = bars
            .Select(bar => new object[] { bar.Unit, bar.LoadId, bar.From.ToUnixTimeMilliseconds(), bar.To.ToUnixTimeMilliseconds() })
            .ToList();
        return CallAsync("addActual", rows);
    }

    /// <summary>Chooses a load and brings it into view.</summary>
    public Task ShowAsync(string loadId) => CallAsync("show", loadId);

    /// <summary>Called by the canvas: a load was chosen.</summary>
    [JSInvokable]
    public Task Chosen(string? loadId)
    {
        T.EnterCulture();
        return OnChosen.InvokeAsync(loadId);
    }

    /// <summary>Called by the canvas when it has come to rest.</summary>
    [JSInvokable]
    public Task Window(string? lane, double from, double to)
    {
        T.EnterCulture();
        return OnWindow.InvokeAsync(new GanttWindow(
            lane, DateTimeOffset.FromUnixTimeMilliseconds((long)from), DateTimeOffset.FromUnixTimeMilliseconds((long)to)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CallAsync("dispose");
            if (chart is not null)
            {
                await chart.DisposeAsync();
            }

            if (module is not null)
            {
                await module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its canvas with it.
        }

        self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            module = await Js.InvokeAsync<IJSObjectReference>("import", "./hmi/gantt/gantt.js");
            chart = await module.InvokeAsync<IJSObjectReference>("create", host, self, Texts());
        }

        if (chart is not null && asked != PlanId)
        {
            asked = PlanId;
            var tones = await chart.InvokeAsync<GanttTone[]>("load", $"hmi/gantt/plan/{Uri.EscapeDataString(PlanId)}");
            families = [.. tones.Select(tone => (tone.Label, tone.Colour))];
            loaded = asked;
            await SetNowAsync(Zone.Now);
            StateHasChanged();
        }
    }

    private async Task FindAsync()
    {
        if (chart is not null && wanted.Trim().Length > 0)
        {
            missed = !await chart.InvokeAsync<bool>("find", wanted);
        }
    }

    private async Task CallAsync(string method, params object?[] values)
    {
        if (chart is not null)
        {
            await chart.InvokeVoidAsync(method, values);
        }
    }

    private Dictionary<string, string> Texts() => new()
    {
        ["culture"] = T.Culture.Name,
        ["now"] = T["Gantt.NowMark"],
        ["due"] = T["Due"],
        ["late"] = T["Late"],
        ["curing"] = T["Operation.cure"],
        ["elements"] = T["Elements"],
        ["empty"] = T["Gantt.Empty"],
    };
}
