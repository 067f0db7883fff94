using Microsoft.AspNetCore.Components;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>Starts a search for remedies of a plan's late floors, shows how far it is, and what it found.</summary>
public sealed partial class RemedyPanel
{
    private const int Seconds = 30;
    private const int Seed = 1;
    private const int MostNames = 8;

    private RemedyStatus? status;
    private bool isBusy;

    /// <summary>The plan.</summary>
    [Parameter, EditorRequired]
    public string PlanId { get; set; } = "";

    [Inject]
    private RemedyDesk Desk { get; set; } = null!;

    private bool IsRunning => status?.State == RemedyState.Running;

    private string Progress => status!.AtMost == 0 ? T["Remedy.Preparing"] : T["Remedy.Progress", status.Tried, status.AtMost];

    /// <inheritdoc/>
    protected override Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var before = status;
        status = Desk.Last(PlanId)?.Status;
        return Task.FromResult(status != before);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (status is not null && status.PlanId != PlanId)
        {
            (status, isBusy) = (Desk.Last(PlanId)?.Status, false);
        }
    }

    private static string StateWord(RemedyState state) => state switch
    {
        RemedyState.Cancelled => "cancelled",
        RemedyState.Refused => "refused",
        RemedyState.Failed => "failed",
        _ => "done",
    };

    private void Start()
    {
        var run = Desk.TryStart(PlanId, TimeSpan.FromSeconds(Seconds), Seed);
        isBusy = run is null;
        status = run?.Status ?? status;
    }

    private void Cancel() => Desk.Last(PlanId)?.Cancel();
}
