using Microsoft.AspNetCore.Components;
using PrecastMes.Persistence.Elements;
using PrecastMes.Production.Curing;
using PrecastMes.Server.Hmi.Plans;

namespace PrecastMes.Server.Hmi.Elements;

/// <summary>The life of an element: times planned and real, where it lay, how it cured, every event.</summary>
public sealed partial class ElementLifePage
{
    private ElementStory? story;
    private IReadOnlyList<LifeStep> steps = [];
    private CuringProgram? program;

    /// <summary>The element.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private ElementSource Elements { get; set; } = null!;

    [Inject]
    private PlanSource Plans { get; set; } = null!;

    private string ProjectNote => story?.Life.Project is { } project
        ? $"{(T.Language == "zh" ? project.NameZh : project.NameEn)} · {story.Life.Element.Building} · {T["FloorNumber", story.Life.Element.Floor]}"
        : "";

    private string? StrengthNote => program is null ? null
        : T["Strength.Note", program.DemouldStrengthMpa, story?.Life.Element.MaturityDeciCHours is { } maturity ? T.Number(maturity / 10.0) : "—"];

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // Another element on the same page: the router keeps the component.
        if (story is not null && story.Life.Element.Id != Id)
        {
            await ReadAsync(Left);
        }
    }

    /// <inheritdoc/>
    protected override long? Version => Pulse.Rows;

    /// <inheritdoc/>
    protected override async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var read = await Elements.StoryAsync(Id, cancellation);
        var same = read is not null && story is not null
            && read.Life.Element.Id == story.Life.Element.Id
            && read.Life.Element.State == story.Life.Element.State
            && read.Life.Events.Count == story.Life.Events.Count
            && read.Life.ShiftId == story.Life.ShiftId
            && read.Life.Element.PlannedFinish == story.Life.Element.PlannedFinish;
        if (same || (read is null && story is null))
        {
            return false;
        }

        story = read;
        var plan = read?.Life.Element.PlanId is { } planId ? await Plans.PlanAsync(planId, cancellation) : null;
        var load = plan?.Loads.FirstOrDefault(known => known.LoadId == read!.Life.Element.LoadId);
        steps = read is null ? [] : LifeSteps.Of(read.Life, load);
        var programId = read?.Life.Load?.CuringProgramId
            ?? Plant.Families.FirstOrDefault(family => family.Code == read?.Life.Element.FamilyCode)?.CuringProgramId;
        program = Plant.CuringPrograms.FirstOrDefault(known => known.Id == programId);
        return true;
    }

    private string Deviation(LifeStep step) =>
        step is { Planned: { } planned, Actual: { } actual } ? Signed((actual - planned).TotalHours) : "";

    private string? DeviationNote(ElementRow row) =>
        row is { PassedAt: { } passed, PlannedFinish: { } planned } ? T["ElementPage.Against", Signed((passed - planned).TotalHours)] : null;

    private string Signed(double hours) => $"{(hours < 0 ? "−" : "+")}{T.Number(Math.Abs(hours), 2)} h";
}
