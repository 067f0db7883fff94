using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Elements;

namespace PrecastMes.Server.Hmi.Elements;

/// <summary>What the element pages read.</summary>
public sealed class ElementSource(IDbContextFactory<PrecastContext> database)
{
    /// <summary>A page of the elements that a filter lets through, in the asked-for order.</summary>
    public async Task<ElementPage> PageAsync(ElementChoice choice, int skip, int take, CancellationToken cancellation)
    {
        await using var context = await database.CreateDbContextAsync(cancellation);
        var chosen = Chosen(context.Elements.AsNoTracking(), choice);
        var total = await chosen.CountAsync(cancellation);
        var items = await Ordered(chosen, choice.Sort, choice.Descending).Skip(skip).Take(take).ToListAsync(cancellation);
        return new ElementPage(total, skip, items);
    }

    /// <summary>What there is to choose from.</summary>
    public async Task<ElementChoices> ChoicesAsync(CancellationToken cancellation)
    {
        await using var context = await database.CreateDbContextAsync(cancellation);
        var projects = await context.Projects.AsNoTracking().OrderBy(project => project.Id).ToListAsync(cancellation);
        var places = await context.Elements.AsNoTracking()
            .Select(element => new ElementPlace(element.ProjectId, element.Building, element.Floor)).Distinct().ToListAsync(cancellation);
        var families = await context.Elements.AsNoTracking()
            .Select(element => element.FamilyCode).Distinct().OrderBy(code => code).ToListAsync(cancellation);
        return new ElementChoices(projects, places, families);
    }

    /// <summary>An element's life with the elements that share its pallet, or null when there is none of this id.</summary>
    public async Task<ElementStory?> StoryAsync(string id, CancellationToken cancellation)
    {
        await using var context = await database.CreateDbContextAsync(cancellation);
        var life = await context.ElementLifeAsync(id, cancellation);
        if (life is null)
        {
            return null;
        }

        var loadId = life.Element.LoadId;
        var mates = loadId is null
            ? []
            : await context.Elements.AsNoTracking().Where(element => element.LoadId == loadId).OrderBy(element => element.Id).ToListAsync(cancellation);
        return new ElementStory(life, mates);
    }

    private static IQueryable<ElementRow> Chosen(IQueryable<ElementRow> elements, ElementChoice choice)
    {
        if (choice.ProjectId is { } project)
        {
            elements = elements.Where(element => element.ProjectId == project);
        }

        if (choice.Building is { } building)
        {
            elements = elements.Where(element => element.Building == building);
        }

        if (choice.Floor is { } floor)
        {
            elements = elements.Where(element => element.Floor == floor);
        }

        if (choice.FamilyCode is { } family)
        {
            elements = elements.Where(element => element.FamilyCode == family);
        }

        if (choice.State is { } state)
        {
            elements = elements.Where(element => element.State == state);
        }

        if (choice.LateOnly)
        {
            elements = elements.Where(element => (element.PassedAt ?? element.PlannedFinish) > element.DueAt);
        }

        if (choice.Text is { Length: > 0 } text)
        {
            var upper = text.Trim().ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where there is neither a culture nor StringComparison.
            elements = elements.Where(element => element.Id.ToUpper().Contains(upper)
                || element.Mark.ToUpper().Contains(upper)
                || element.LoadId!.ToUpper().Contains(upper)
                || element.PalletId!.ToUpper().Contains(upper));
#pragma warning restore CA1304, CA1311, CA1862
        }

        return elements;
    }

    private static IQueryable<ElementRow> Ordered(IQueryable<ElementRow> elements, string? sort, bool down) => (sort, down) switch
    {
        (nameof(ElementRow.Id), false) => elements.OrderBy(e => e.Id),
        (nameof(ElementRow.Id), true) => elements.OrderByDescending(e => e.Id),
        (nameof(ElementRow.FamilyCode), false) => elements.OrderBy(e => e.FamilyCode).ThenBy(e => e.Id),
        (nameof(ElementRow.FamilyCode), true) => elements.OrderByDescending(e => e.FamilyCode).ThenBy(e => e.Id),
        (nameof(ElementRow.NeedDate), false) => elements.OrderBy(e => e.NeedDate).ThenBy(e => e.Id),
        (nameof(ElementRow.NeedDate), true) => elements.OrderByDescending(e => e.NeedDate).ThenBy(e => e.Id),
        (nameof(ElementRow.PlannedFinish), false) => elements.OrderBy(e => e.PlannedFinish).ThenBy(e => e.Id),
        (nameof(ElementRow.PlannedFinish), true) => elements.OrderByDescending(e => e.PlannedFinish).ThenBy(e => e.Id),
        (nameof(ElementRow.PassedAt), false) => elements.OrderBy(e => e.PassedAt).ThenBy(e => e.Id),
        (nameof(ElementRow.PassedAt), true) => elements.OrderByDescending(e => e.PassedAt).ThenBy(e => e.Id),
        (nameof(ElementRow.VolumeLitres), false) => elements.OrderBy(e => e.VolumeLitres).ThenBy(e => e.Id),
        (nameof(ElementRow.VolumeLitres), true) => elements.OrderByDescending(e => e.VolumeLitres).ThenBy(e => e.Id),
        _ => elements.OrderBy(e => e.ProjectId).ThenBy(e => e.Position).ThenBy(e => e.Id),
    };
}
