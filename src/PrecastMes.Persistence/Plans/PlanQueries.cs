using Microsoft.EntityFrameworkCore;

namespace PrecastMes.Persistence.Plans;

/// <summary>What pages and API ask about plans.</summary>
public static class PlanQueries
{
    /// <summary>The plan in force: the one released last. Null before the first release.</summary>
    public static Task<PlanRow?> PlanInForceAsync(this PrecastContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Plans.AsNoTracking()
            .Where(p => p.ReleasedAt != null)
            .OrderByDescending(p => p.ReleasedAt).ThenByDescending(p => p.Id)
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>The plan to show: the one in force or, before any is released, the one made last.</summary>
    public static async Task<PlanRow?> CurrentPlanAsync(this PrecastContext context, CancellationToken cancellationToken) =>
        await context.PlanInForceAsync(cancellationToken)
        ?? await context.Plans.AsNoTracking()
            .OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id)
            .FirstOrDefaultAsync(cancellationToken);

    /// <summary>A plan, or null when there is none of this id.</summary>
    public static Task<PlanRow?> PlanAsync(this PrecastContext context, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken);
    }

    /// <summary>All plans, the newest first.</summary>
    public static async Task<IReadOnlyList<PlanHeader>> PlanHeadersAsync(
        this PrecastContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.Plans
            .OrderByDescending(p => p.CreatedAt).ThenByDescending(p => p.Id)
            .Select(p => new PlanHeader(p.Id, p.CreatedAt, p.StartAt, p.ReleasedAt, p.Kpi))
            .ToListAsync(cancellationToken);
    }
}
