using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrecastMes.City.Reports;
using PrecastMes.City.Targets;
using PrecastMes.Persistence;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Api.Tables;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Api.City;

/// <summary>The city's view: its targets, and capacity, scheduled volume and output of this plant side by side.</summary>
internal static class CityApi
{
    // Ten years; a longer period would be a mistake, and costs time by the day.
    private const int MostDays = 3660;

    public static void MapCity(this IEndpointRouteBuilder api)
    {
        var city = api.MapGroup("/city").WithTags("city");
        city.MapGet("/targets", Targets).AlsoAsCsv().WithSummary("The development plan's targets, cell by cell with their sources; also as CSV.");
        city.MapGet("/balance", BalanceAsync).AlsoAsCsv().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("Capacity, scheduled volume, spare capacity and output of a period, with the two utilisations; also as CSV.");
    }

    private static Results<Ok<CityTargets>, CsvFile> Targets(HttpRequest request, CityTargets targets) =>
        request.WantsCsv() ? new CsvFile(TargetsCsv(targets), "city-targets.csv") : TypedResults.Ok(targets);

    private static async Task<Results<Ok<Balance>, CsvFile, ProblemHttpResult>> BalanceAsync(
        HttpRequest request,
        IDbContextFactory<PrecastContext> contexts,
        Plant plant,
        TimeProvider plantTime,
        [Description("First plant-local day; by default the first of the month.")] DateOnly? from,
        [Description("Last plant-local day; by default the end of the month of the first day.")] DateOnly? to,
        CancellationToken cancellationToken)
    {
        var zone = plant.Calendar.Zone();
        var today = zone.DayOf(plantTime.GetUtcNow());
        var first = from ?? new DateOnly((to ?? today).Year, (to ?? today).Month, 1);
        var last = to ?? new DateOnly(first.Year, first.Month, DateTime.DaysInMonth(first.Year, first.Month));
        if (last < first || last.DayNumber - first.DayNumber >= MostDays || last.Year >= DateOnly.MaxValue.Year)
        {
            return TypedResults.Problem(Text.Of("api.period.bad", MostDays), statusCode: StatusCodes.Status400BadRequest);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var balance = await context.BalanceAsync(plant, first, last, cancellationToken);
        return request.WantsCsv() ? new CsvFile(BalanceCsv(plant, balance), "balance.csv") : TypedResults.Ok(balance);
    }

    private static CsvTable BalanceCsv(Plant plant, Balance balance)
    {
        var table = new CsvTable(
            "plant", "from", "to", "capacity_m3", "scheduled_m3", "spare_m3", "spare_is_declared", "output_m3", "u1_output_per_capacity_percent",
            "u2_scheduled_per_scheduled_and_spare_percent");
        table.Add(
            plant.Id, balance.From, balance.To, balance.Capacity.M3, balance.Scheduled.M3, balance.Spare.M3, balance.SpareIsDeclared,
            balance.Output.M3, balance.U1.Percent, balance.U2.Percent);
        return table;
    }

    private static CsvTable TargetsCsv(CityTargets targets)
    {
        var csv = new CsvTable("table", "row", "name_zh", "name_en", "unit", "attribute_zh", "year", "value", "as_printed", "source_row", "document");
        foreach (var (table, row) in targets.Tables.SelectMany(table => table.Rows.Select(row => (table, row))))
        {
            foreach (var value in row.Values)
            {
                csv.Add(
                    table.Table, row.Id, row.Name.Zh, row.Name.En, row.Unit, row.AttributeZh, value.Year, value.Value, value.Raw, row.Source.Row,
                    targets.Document.Number);
            }
        }

        return csv;
    }
}
