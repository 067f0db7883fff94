using System.Globalization;
using Microsoft.AspNetCore.Components;
using PrecastMes.Persistence.Elements;
using Radzen;
using Radzen.Blazor;

namespace PrecastMes.Server.Hmi.Elements;

/// <summary>All elements with filters, a page at a time.</summary>
public sealed partial class ElementListPage
{
    private const int PageSize = 20;

    private ElementChoices choices = new([], [], []);
    private ElementPage page = new(0, 0, []);
    private RadzenDataGrid<ElementRow>? grid;
    private string project = "", building = "", floor = "", family = "", state = "", text = "";
    private bool lateOnly;
    private int skip;
    private string? sort;
    private bool descending;

    [Inject]
    private ElementSource Elements { get; set; } = null!;

    private IEnumerable<ElementPlace> Places => choices.Places
        .Where(place => project.Length == 0 || place.ProjectId == project)
        .Where(place => building.Length == 0 || place.Building == building);

    // Radzen numbers pages from 1 and fills {0}, {1} and {2}.
    private string PagingSummary => T["ElementList.Pages"];

    /// <inheritdoc/>
    protected override long? Version => Pulse.Rows;

    /// <inheritdoc/>
    protected override async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        if (choices.Places.Count == 0)
        {
            choices = await Elements.ChoicesAsync(cancellation);
        }

        var read = await Elements.PageAsync(Choice(), skip, PageSize, cancellation);
        var same = read.Total == page.Total && read.Items.Select(Mark).SequenceEqual(page.Items.Select(Mark));
        page = same ? page : read;
        return !same;
    }

    private static (string Id, ElementState State, DateTimeOffset? Planned) Mark(ElementRow row) => (row.Id, row.State, row.PlannedFinish);

    private static string? Open(string value) => value.Length == 0 ? null : value;

    private ElementChoice Choice() => new(
        Open(project),
        Open(building),
        floor.Length == 0 ? null : int.Parse(floor, CultureInfo.InvariantCulture),
        Open(family),
        ElementStateWords.TryParse(state, out var wanted) ? wanted : null,
        lateOnly,
        Open(text),
        sort,
        descending);

    private async Task LoadAsync(LoadDataArgs args)
    {
        skip = args.Skip ?? 0;
        var by = args.Sorts?.FirstOrDefault();
        (sort, descending) = (by?.Property, by?.SortOrder == SortOrder.Descending);
        await ReadAsync(Left);
    }

    private async Task ChooseAsync()
    {
        // A building or floor of another project would leave the list empty without a visible reason.
        if (building.Length > 0 && !choices.Places.Any(place => place.Building == building && (project.Length == 0 || place.ProjectId == project)))
        {
            (building, floor) = ("", "");
        }

        skip = 0;
        if (grid is not null)
        {
            await grid.FirstPage(forceReload: true);
        }
    }

    private Task ClearAsync()
    {
        (project, building, floor, family, state, text, lateOnly) = ("", "", "", "", "", "", false);
        return ChooseAsync();
    }
}
