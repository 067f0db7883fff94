using Microsoft.EntityFrameworkCore;

namespace PrecastMes.Persistence.Elements;

/// <summary>What pages and API ask about elements.</summary>
public static class ElementQueries
{
    /// <summary>The greatest page.</summary>
    public const int MaxTake = 1000;

    /// <summary>A page of the elements that a filter lets through.</summary>
    public static async Task<ElementPage> ElementPageAsync(
        this PrecastContext context, ElementFilter filter, int skip, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegative(skip);
        ArgumentOutOfRangeException.ThrowIfNegative(take);
        var chosen = context.Elements.AsNoTracking().Where(filter);
        var total = await chosen.CountAsync(cancellationToken);
        var items = await chosen
            .OrderBy(e => e.ProjectId).ThenBy(e => e.Position).ThenBy(e => e.Id)
            .Skip(skip).Take(Math.Min(take, MaxTake))
            .ToListAsync(cancellationToken);
        return new ElementPage(total, skip, items);
    }

    /// <summary>An element of these ids that is ordered already, or null.</summary>
    public static async Task<string?> FirstKnownAsync(this PrecastContext context, IReadOnlySet<string> ids, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(ids);

        // The other way round the ids would be parameters of the query, and a large order has more than a database takes.
        await foreach (var id in context.Elements.AsNoTracking().Select(element => element.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (ids.Contains(id))
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>All that is known of an element, or null when there is none of this id.</summary>
    public static async Task<ElementLife?> ElementLifeAsync(this PrecastContext context, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var element = await context.Elements.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
        if (element is null)
        {
            return null;
        }

        var project = await context.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == element.ProjectId, cancellationToken);
        var load = await context.Loads.AsNoTracking().SingleOrDefaultAsync(l => l.Id == element.LoadId, cancellationToken);
        var events = await context.ElementEvents.AsNoTracking()
            .Where(e => e.ElementId == id)
            .OrderBy(e => e.At).ThenBy(e => e.Source).ThenBy(e => e.Sequence)
            .ToListAsync(cancellationToken);
        var curve = await context.CuringCurves.AsNoTracking().SingleOrDefaultAsync(c => c.LoadId == element.LoadId, cancellationToken);
        var shift = await context.ShiftCloseElements
            .Where(e => e.ElementId == id).Select(e => e.ShiftId).SingleOrDefaultAsync(cancellationToken);
        return new ElementLife(element, project, load, events, curve, shift);
    }

    /// <summary>How the elements stand, of the plant or of one project.</summary>
    public static async Task<ElementCounters> ElementCountersAsync(
        this PrecastContext context, string? projectId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var groups = await context.Elements
            .Where(new ElementFilter(ProjectId: projectId))
            .GroupBy(e => new { e.State, Cast = e.CastAt != null, Passed = e.PassedAt != null, OnTime = e.PassedAt <= e.DueAt })
            .Select(g => new { g.Key.State, g.Key.Cast, g.Key.Passed, g.Key.OnTime, Count = g.Count(), Litres = g.Sum(e => (long)e.VolumeLitres) })
            .ToListAsync(cancellationToken);
        var byState = Enum.GetValues<ElementState>()
            .Select(state => KeyValuePair.Create(state, groups.Where(g => g.State == state).Sum(g => g.Count)))
            .ToList();
        var passed = groups.Where(g => g.Passed).ToList();
        return new ElementCounters(
            groups.Sum(g => g.Count),
            groups.Sum(g => g.Litres),
            groups.Where(g => g.Cast).Sum(g => g.Count),
            byState[(int)ElementState.Curing].Value,
            passed.Sum(g => g.Count),
            passed.Sum(g => g.Litres),
            passed.Where(g => g.OnTime).Sum(g => g.Count),
            byState);
    }

    private static IQueryable<ElementRow> Where(this IQueryable<ElementRow> elements, ElementFilter filter)
    {
        if (filter.ProjectId is { } project)
        {
            elements = elements.Where(e => e.ProjectId == project);
        }

        if (filter.State is { } state)
        {
            elements = elements.Where(e => e.State == state);
        }

        if (filter.FamilyCode is { } family)
        {
            elements = elements.Where(e => e.FamilyCode == family);
        }

        if (filter.LoadId is { } load)
        {
            elements = elements.Where(e => e.LoadId == load);
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            // Upper case in the database on both sides: LIKE ignores case on SQLite only.
            var text = filter.Text.Trim().ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // Translated to SQL, where there is neither a culture nor StringComparison.
            elements = elements.Where(e => e.Id.ToUpper().Contains(text) || e.Mark.ToUpper().Contains(text));
#pragma warning restore CA1304, CA1311, CA1862
        }

        return elements;
    }
}
