using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence.Elements;
using PrecastMes.Production.Calendars;

namespace PrecastMes.Persistence.Output;

/// <summary>
/// Actual output and scheduled volume, element by element. The day is the plant's: it is laid on here, since neither database
/// knows the plant's zone.
/// </summary>
public static class OutputQueries
{
    /// <summary>The elements that passed on these local days, both included, in order of passing.</summary>
    public static Task<IReadOnlyList<PassedElement>> OutputAsync(
        this PrecastContext context, TimeZoneInfo zone, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return context.OutputBetweenAsync(zone, zone.StartOf(from), zone.StartOf(to.AddDays(1)), cancellationToken);
    }

    /// <summary>The elements that passed in <c>[from, to)</c>, in order of passing.</summary>
    public static Task<IReadOnlyList<PassedElement>> OutputBetweenAsync(
        this PrecastContext context, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(zone);
        return context.PassedAsync(zone, context.Elements.Where(e => e.PassedAt >= from && e.PassedAt < to), cancellationToken);
    }

    /// <summary>
    /// The elements that passed before <paramref name="to"/> and that no close has counted yet, in order of passing.
    /// </summary>
    public static Task<IReadOnlyList<PassedElement>> UnclosedOutputAsync(
        this PrecastContext context, TimeZoneInfo zone, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(zone);
        var unclosed = context.Elements.Where(
            e => e.PassedAt < to && !context.ShiftCloseElements.Any(closed => closed.ElementId == e.Id));
        return context.PassedAsync(zone, unclosed, cancellationToken);
    }

    /// <summary>The elements whose final inspection a released plan ends in <c>[from, to)</c>, in order of that end.</summary>
    public static async Task<IReadOnlyList<ScheduledElement>> ScheduledBetweenAsync(
        this PrecastContext context, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(zone);
        var districts = await context.DistrictsAsync(cancellationToken);
        var rows = await context.Elements
            .Where(e => e.PlannedFinish >= from && e.PlannedFinish < to)
            .Where(e => context.Plans.Any(p => p.Id == e.PlanId && p.ReleasedAt != null))
            .OrderBy(e => e.PlannedFinish).ThenBy(e => e.Id)
            .Select(e => new { e.Id, e.PlanId, e.ProjectId, e.FamilyCode, e.VolumeLitres, e.PlannedFinish })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(e => new ScheduledElement(
            e.Id,
            e.PlanId!,
            districts.GetValueOrDefault(e.ProjectId, ""),
            e.FamilyCode,
            e.VolumeLitres,
            e.PlannedFinish!.Value,
            zone.DayOf(e.PlannedFinish.Value)))];
    }

    private static async Task<IReadOnlyList<PassedElement>> PassedAsync(
        this PrecastContext context, TimeZoneInfo zone, IQueryable<ElementRow> passed, CancellationToken cancellationToken)
    {
        var districts = await context.DistrictsAsync(cancellationToken);
        var rows = await passed
            .OrderBy(e => e.PassedAt).ThenBy(e => e.Id)
            .Select(e => new { e.Id, e.ProjectId, e.FamilyCode, e.VolumeLitres, e.PassedAt, e.DueAt })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(e => new PassedElement(
            e.Id,
            e.ProjectId,
            districts.GetValueOrDefault(e.ProjectId, ""),
            e.FamilyCode,
            e.VolumeLitres,
            e.PassedAt!.Value,
            e.DueAt,
            zone.DayOf(e.PassedAt.Value)))];
    }

    private static Task<Dictionary<string, string>> DistrictsAsync(this PrecastContext context, CancellationToken cancellationToken) =>
        context.Projects.ToDictionaryAsync(p => p.Id, p => p.DistrictId, cancellationToken);
}
