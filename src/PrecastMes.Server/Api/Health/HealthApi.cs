using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution.Live;
using PrecastMes.Persistence;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Hosting;

namespace PrecastMes.Server.Api.Health;

/// <summary>Health for people and for supervisors of processes.</summary>
internal static class HealthApi
{
    private static readonly TimeSpan DatabaseDeadline = TimeSpan.FromSeconds(5);

    public static void MapHealth(this IEndpointRouteBuilder app) =>
        app.MapGet("/health", HealthAsync).WithTags("health")
            .Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("Database, PLC and line; 503 when the database can't be read. A line without PLC is degraded, not down.");

    private static async Task<Results<Ok<HealthReport>, JsonHttpResult<HealthReport>>> HealthAsync(
        IDbContextFactory<PrecastContext> contexts,
        LiveLine live,
        Plant plant,
        ServeOptions server,
        TimeProvider plantTime,
        CancellationToken cancellationToken)
    {
        var fault = await DatabaseFaultAsync(contexts, cancellationToken);
        var line = live.Snapshot();
        var plc = line.Connection;
        var faulted = line.Units.Where(unit => unit.FaultCode != 0).Select(unit => unit.Unit).ToList();
        var well = plc.Connected && faulted.Count == 0 && live.JournalFault is null;
        var status = fault is not null ? "unhealthy" : well ? "healthy" : "degraded";
        var report = new HealthReport(
            status,
            plant.Id,
            plantTime.GetUtcNow(),
            server.Clock.Speed,
            fault ?? "ok",
            new PlcHealth(plc.Connected, plc.Endpoint, plc.Since == DateTimeOffset.MinValue ? null : plc.Since, plc.Reason),
            new LineHealth(live.JournalFault ?? "ok", line.ShiftId, line.LoadsWaiting, line.LoadsInWork, faulted));
        return fault is null
            ? TypedResults.Ok(report)
            : TypedResults.Json(report, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<string?> DatabaseFaultAsync(IDbContextFactory<PrecastContext> contexts, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(DatabaseDeadline);
        try
        {
            await using var context = await contexts.CreateDbContextAsync(deadline.Token);
            await context.ProjectionOffsets.AsNoTracking().OrderBy(row => row.Name).FirstOrDefaultAsync(deadline.Token);
            return null;
        }
#pragma warning disable CA1031 // Whatever the database throws is the finding.
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return fault.GetBaseException().GetType().Name;
        }
    }
}
