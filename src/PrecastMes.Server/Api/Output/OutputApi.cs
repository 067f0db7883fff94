using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Output;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Api.Tables;

namespace PrecastMes.Server.Api.Output;

/// <summary>
/// Actual output: elements that passed final inspection, counted on the plant-local day of passing. Neither capacity nor scheduled
/// volume is in these figures.
/// </summary>
internal static class OutputApi
{
    private const string From = "First plant-local day; by default the first with output.";
    private const string To = "Last plant-local day; by default the last with output.";

    // Open ends lie where no plant was and where no instant of a day can overflow; a date beyond them asks for the same.
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(9000, 1, 1);

    public static void MapOutput(this IEndpointRouteBuilder api)
    {
        var output = api.MapGroup("/output").WithTags("output");
        output.MapGet("/days", DaysAsync).AlsoAsCsv().WithSummary("Actual output by day; days without output are left out. Also as CSV.");
        output.MapGet("/families", FamiliesAsync).AlsoAsCsv().WithSummary("Actual output by family; also as CSV.");
        output.MapGet("/districts", DistrictsAsync).AlsoAsCsv().WithSummary("Actual output by district of the project; also as CSV.");
    }

    private static Task<Results<Ok<List<OutputRow>>, CsvFile>> DaysAsync(
        HttpRequest request,
        IDbContextFactory<PrecastContext> contexts,
        Plant plant,
        [Description(From)] DateOnly? from,
        [Description(To)] DateOnly? to,
        CancellationToken cancellationToken) =>
        AnswerAsync(
            request, contexts, plant, from, to, "day",
            output => output.ByDay().Select(sum => OutputRow.Of(sum, sum.Key.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), name: null)),
            cancellationToken);

    private static Task<Results<Ok<List<OutputRow>>, CsvFile>> FamiliesAsync(
        HttpRequest request,
        IDbContextFactory<PrecastContext> contexts,
        Plant plant,
        [Description(From)] DateOnly? from,
        [Description(To)] DateOnly? to,
        CancellationToken cancellationToken) =>
        AnswerAsync(
            request, contexts, plant, from, to, "family",
            output => output.ByFamily().Select(sum => OutputRow.Of(sum, sum.Key, plant.Families.FirstOrDefault(family => family.Code == sum.Key)?.Name)),
            cancellationToken);

    private static Task<Results<Ok<List<OutputRow>>, CsvFile>> DistrictsAsync(
        HttpRequest request,
        IDbContextFactory<PrecastContext> contexts,
        Plant plant,
        [Description(From)] DateOnly? from,
        [Description(To)] DateOnly? to,
        CancellationToken cancellationToken) =>
        AnswerAsync(
            request, contexts, plant, from, to, "district",
            output => output.ByDistrict().Select(sum => OutputRow.Of(sum, sum.Key, plant.Districts.FirstOrDefault(district => district.Id == sum.Key)?.Name)),
            cancellationToken);

    private static async Task<Results<Ok<List<OutputRow>>, CsvFile>> AnswerAsync(
        HttpRequest request,
        IDbContextFactory<PrecastContext> contexts,
        Plant plant,
        DateOnly? from,
        DateOnly? to,
        string key,
        Func<IReadOnlyList<PassedElement>, IEnumerable<OutputRow>> sum,
        CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var zone = plant.Calendar.Zone();
        var output = await context.OutputAsync(zone, Within(from ?? Earliest), Within(to ?? Latest), cancellationToken);
        var rows = sum(output).ToList();
        return request.WantsCsv() ? new CsvFile(OutputRow.Csv(key, rows), $"output-by-{key}.csv") : TypedResults.Ok(rows);
    }

    private static DateOnly Within(DateOnly day) => day < Earliest ? Earliest : day > Latest ? Latest : day;
}
