using Microsoft.EntityFrameworkCore;
using PrecastMes.City.Capacity;
using PrecastMes.City.Reports;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Output;
using PrecastMes.Persistence.Shifts;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;

namespace PrecastMes.Server.Hmi.City;

/// <summary>What the city page reads: the rows of the read models, added up by the city room.</summary>
public sealed class CitySource(IDbContextFactory<PrecastContext> database, Plant plant)
{
    private readonly CapacityStatement capacity = CapacityStatement.Of(plant);

    /// <summary>The figures of the local days <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public async Task<CityFigures> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var zone = plant.Calendar.Zone();
        await using var context = await database.CreateDbContextAsync(cancellation);
        var scheduled = (await context.ScheduledBetweenAsync(zone, zone.StartOf(from), zone.StartOf(to.AddDays(1)), cancellation))
            .Select(e => new ScheduledRow(e.ElementId, e.FamilyCode, e.DistrictId, e.VolumeLitres, e.Day)).ToList();
        var passed = (await context.OutputAsync(zone, from, to, cancellation))
            .Select(e => new PassedRow(e.ElementId, e.FamilyCode, e.DistrictId, e.VolumeLitres, e.Day)).ToList();
        return new CityFigures(
            capacity,
            Balance.Of(capacity, plant.Calendar, from, to, scheduled, passed),
            OutputReport.Of(from, to, passed),
            await context.ShiftClosesAsync(from, to, cancellation));
    }
}
