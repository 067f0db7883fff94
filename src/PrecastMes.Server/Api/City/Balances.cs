using PrecastMes.City.Capacity;
using PrecastMes.City.Reports;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Output;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;

namespace PrecastMes.Server.Api.City;

/// <summary>Brings the read models' elements to the city room, which adds them up.</summary>
internal static class Balances
{
    /// <summary>The balance of plant-local days, both included.</summary>
    public static async Task<Balance> BalanceAsync(
        this PrecastContext context, Plant plant, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var zone = plant.Calendar.Zone();
        var scheduled = await context.ScheduledBetweenAsync(zone, zone.StartOf(from), zone.StartOf(to.AddDays(1)), cancellationToken);
        var output = await context.OutputAsync(zone, from, to, cancellationToken);
        return Balance.Of(
            CapacityStatement.Of(plant),
            plant.Calendar,
            from,
            to,
            scheduled.Select(e => new ScheduledRow(e.ElementId, e.FamilyCode, e.DistrictId, e.VolumeLitres, e.Day)),
            output.Select(e => new PassedRow(e.ElementId, e.FamilyCode, e.DistrictId, e.VolumeLitres, e.Day)));
    }
}
