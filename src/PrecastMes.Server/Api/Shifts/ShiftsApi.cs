using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Shifts;
using PrecastMes.Server.Api.Tables;

namespace PrecastMes.Server.Api.Shifts;

/// <summary>Closed shifts: figures that can't change any more.</summary>
internal static class ShiftsApi
{
    public static void MapShifts(this IEndpointRouteBuilder api) =>
        api.MapGet("/shifts", ListAsync).AlsoAsCsv().WithTags("shifts").WithSummary("Closed shifts, oldest first; also as CSV.");

    private static async Task<Results<Ok<List<ClosedShift>>, CsvFile>> ListAsync(
        HttpRequest request,
        IDbContextFactory<PrecastContext> contexts,
        [Description("First plant-local day.")] DateOnly? from,
        [Description("Last plant-local day.")] DateOnly? to,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.ShiftClosesAsync(from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue, cancellationToken);
        var shifts = rows.Select(ClosedShift.Of).ToList();
        return request.WantsCsv() ? new CsvFile(ClosedShift.Csv(shifts), "shifts.csv") : TypedResults.Ok(shifts);
    }
}
