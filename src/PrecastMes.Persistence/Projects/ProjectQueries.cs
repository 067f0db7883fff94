using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence.Elements;
using PrecastMes.Production;
using PrecastMes.Production.Orders;

namespace PrecastMes.Persistence.Projects;

/// <summary>What pages, API and planning ask about projects and their orders.</summary>
public static class ProjectQueries
{
    private static readonly ElementState[] NotReleased = [ElementState.Ordered, ElementState.Planned];

    /// <summary>All projects, by id, with how their elements stand.</summary>
    public static async Task<IReadOnlyList<ProjectOverview>> ProjectOverviewsAsync(
        this PrecastContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var projects = await context.Projects.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellationToken);
        var sums = await context.Elements
            .GroupBy(e => e.ProjectId)
            .Select(g => new
            {
                ProjectId = g.Key,
                Elements = g.Count(),
                Litres = g.Sum(e => (long)e.VolumeLitres),
                Cast = g.Count(e => e.CastAt != null),
                Passed = g.Count(e => e.PassedAt != null),
                PassedLitres = g.Sum(e => e.PassedAt != null ? (long)e.VolumeLitres : 0L),
                First = g.Min(e => e.NeedDate),
                Last = g.Max(e => e.NeedDate),
            })
            .ToDictionaryAsync(s => s.ProjectId, cancellationToken);
        return [.. projects.Where(p => sums.ContainsKey(p.Id)).Select(p =>
        {
            var s = sums[p.Id];
            return new ProjectOverview(p, s.Elements, s.Litres, s.Cast, s.Passed, s.PassedLitres, s.First, s.Last);
        })];
    }

    /// <summary>A project's order as it was imported, or null when there is no such project.</summary>
    public static async Task<ProjectOrder?> ProjectOrderAsync(
        this PrecastContext context, string projectId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var project = await context.Projects.AsNoTracking().SingleOrDefaultAsync(p => p.Id == projectId, cancellationToken);
        if (project is null)
        {
            return null;
        }

        var elements = await context.Elements.AsNoTracking()
            .Where(e => e.ProjectId == projectId)
            .OrderBy(e => e.Position)
            .ToListAsync(cancellationToken);
        return Order(project, elements);
    }

    /// <summary>What is still to be planned or planned anew: the elements that no line has been given, by project.</summary>
    public static async Task<IReadOnlyList<ProjectOrder>> UnreleasedOrdersAsync(
        this PrecastContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        var projects = await context.Projects.AsNoTracking().OrderBy(p => p.Id).ToListAsync(cancellationToken);
        var elements = await context.Elements.AsNoTracking()
            .Where(e => NotReleased.Contains(e.State))
            .OrderBy(e => e.Position)
            .ToListAsync(cancellationToken);
        var byProject = elements.ToLookup(e => e.ProjectId);
        return [.. projects.Where(p => byProject.Contains(p.Id)).Select(p => Order(p, byProject[p.Id]))];
    }

    private static ProjectOrder Order(ProjectRow project, IEnumerable<ElementRow> elements) => new(
        new Project(project.Id, new LocalizedText(project.NameZh, project.NameEn), project.DistrictId),
        [.. elements.Select(e => e.ToElement())]);
}
