using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Output;
using PrecastMes.Persistence.Plans;
using PrecastMes.Persistence.Projects;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Hmi.Overview;

/// <summary>What the start page reads.</summary>
public sealed class OverviewSource(IDbContextFactory<PrecastContext> database, Plant plant, TimeProvider clock)
{
    /// <summary>The figures now.</summary>
    public async Task<OverviewFigures> ReadAsync(CancellationToken cancellation)
    {
        var zone = plant.Calendar.Zone();
        var day = zone.DayOf(clock.GetUtcNow());
        var (from, to) = (zone.StartOf(day), zone.StartOf(day.AddDays(1)));
        await using var context = await database.CreateDbContextAsync(cancellation);
        var passed = await context.OutputBetweenAsync(zone, from, to, cancellation);
        var scheduled = await context.ScheduledBetweenAsync(zone, from, to, cancellation);
        var heads = await context.PlanHeadersAsync(cancellation);
        var plan = heads.Where(head => head.ReleasedAt is not null).MaxBy(head => head.ReleasedAt) ?? (heads.Count > 0 ? heads[0] : null);
        return new OverviewFigures(
            day,
            await context.Loads.CountAsync(load => load.CastAt >= from && load.CastAt < to, cancellation),
            await context.Loads.CountAsync(load => load.State == ElementState.Curing, cancellation),
            passed.Count,
            passed.Sum(element => (long)element.VolumeLitres),
            passed.Count(element => element.OnTime),
            scheduled.Count,
            scheduled.Sum(element => (long)element.VolumeLitres),
            await context.ElementCountersAsync(null, cancellation),
            await context.ProjectOverviewsAsync(cancellation),
            plan,
            plan is null ? null : JsonSerializer.Deserialize<PlanKpi>(plan.Kpi, PlanJson.Options));
    }
}
