using Microsoft.AspNetCore.Components;
using PrecastMes.Persistence.Plans;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>The plan: its key figures with their proof, the Gantt chart, what is late and why, and the same as tables.</summary>
public sealed partial class PlanPage
{
    // Journals of several lines are projected one after the other: a fact may appear some minutes of plant time late.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(30);

    private IReadOnlyList<PlanHeader> heads = [];
    private PlanHeader? head;
    private Plan? plan;
    private string? wished;
    private GanttChart? chart;
    private PlannedLoad? chosen;
    private GanttWindow? window;
    private string? actualOf;
    private DateTimeOffset actualUntil;

    [Inject]
    private PlanSource Plans { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        heads = await Plans.HeadsAsync(cancellation);
        var before = head;
        head = heads.FirstOrDefault(known => known.Id == wished) ?? (heads.Count > 0 ? heads[0] : null);
        if (head?.Id != plan?.PlanId)
        {
            plan = head is null ? null : await Plans.PlanAsync(head.Id, cancellation);
            (chosen, window) = (null, null);
        }

        if (chart is { Ready: true })
        {
            await chart.SetNowAsync(Zone.Now);
            await ReadActualAsync(cancellation);
        }

        return head != before;
    }

    private async Task ReadActualAsync(CancellationToken cancellation)
    {
        if (plan is null || chart is null || head?.ReleasedAt is null)
        {
            return;
        }

        if (actualOf != plan.PlanId)
        {
            (actualOf, actualUntil) = (plan.PlanId, DateTimeOffset.MinValue.AddYears(1));
        }

        var bars = await Plans.ActualAsync(plan, actualUntil - Overlap, cancellation);
        if (bars.Count > 0)
        {
            actualUntil = bars.Max(bar => bar.To);
            await chart.AddActualAsync(bars);
        }
    }

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        wished = (string?)change.Value;
        await ReadAsync(Left);
    }

    private void Choose(string? loadId) => chosen = plan?.Loads.FirstOrDefault(load => load.LoadId == loadId);

    private void See(GanttWindow seen) => window = seen;

    private Task ShowAsync(string loadId) => chart?.ShowAsync(loadId) ?? Task.CompletedTask;
}
