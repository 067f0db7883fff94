using System.ComponentModel;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PrecastMes.Exchange;
using PrecastMes.Exchange.Orders;
using PrecastMes.Production;
using PrecastMes.Production.Orders;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.RoughLoad;
using PrecastMes.Server.Api.Orders;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Api.Loads;

/// <summary>Rough load: what orders and offers need by week against what the plant has.</summary>
internal static class LoadApi
{
    public static void MapLoad(this IEndpointRouteBuilder api)
    {
        var load = api.MapGroup("/load").WithTags("planning");
        load.MapGet("/", OrderedAsync)
            .Produces<OrderProblems>(StatusCodes.Status422UnprocessableEntity, OrderProblems.ContentType)
            .WithSummary("Weekly load of everything ordered and not made, by family and by resource. It asks no plan.");
        load.MapPost("/", WithOffersAsync)
            .Produces<OrderProblems>(StatusCodes.Status422UnprocessableEntity, OrderProblems.ContentType)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("The same with offers, weighted by their probability, and for each whether it has room if taken whole. Imports nothing.");
    }

    private static async Task<Results<Ok<WeeklyLoad>, JsonHttpResult<OrderProblems>>> OrderedAsync(
        LoadDesk desk,
        [FromQuery, Description("Calendar weeks, the running one included; 1 to 104, 13 by default.")] int? weeks,
        CancellationToken cancellationToken)
    {
        var problems = WeeksOf(weeks).ToList();
        return problems.Count == 0
            ? TypedResults.Ok((await desk.CountAsync([], weeks ?? RoughProblem.UsualWeeks, cancellationToken)).Load)
            : Bad(problems);
    }

    private static async Task<Results<Ok<WeeklyLoad>, JsonHttpResult<OrderProblems>, ProblemHttpResult>> WithOffersAsync(
        LoadDesk desk, Plant plant, LoadRequest request, CancellationToken cancellationToken)
    {
        List<Problem> problems = [.. WeeksOf(request.Weeks)];
        var offers = new List<(string Name, ProjectOffer Offer)>();
        for (var i = 0; i < (request.Offers?.Count ?? 0); i++)
        {
            if (Read(request.Offers![i], i, plant, problems) is { } read)
            {
                offers.Add(read);
            }
        }

        problems.AddRange(OrderClashes.Between([.. offers.Select(offer => (offer.Name, offer.Offer.Order))]));
        if (problems.Count > 0)
        {
            return Bad(problems);
        }

        var (load, known) = await desk.CountAsync(
            [.. offers.Select(each => new Offer(each.Offer.Order.Project.Id, each.Offer.Probability, each.Offer.Order.Elements))],
            request.Weeks ?? RoughProblem.UsualWeeks,
            cancellationToken);
        return load is null ? TypedResults.Problem(Text.Of("api.load.known", known), statusCode: StatusCodes.Status409Conflict) : TypedResults.Ok(load);
    }

    private static (string Name, ProjectOffer Offer)? Read(OfferedFile? file, int index, Plant plant, List<Problem> problems)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"offers[{index}]");
        if (file?.Csv is not { } csv)
        {
            problems.Add(Wrong($"{path}.csv", "null", new LocalizedText("订单文件的文本", "an order file's text")));
            return null;
        }

        if (file.Probability is { } given && !(given > 0 && given <= 1))
        {
            problems.Add(Wrong($"{path}.probability", given.ToString(CultureInfo.InvariantCulture), new LocalizedText("大于 0、至多 1 的概率", "a probability over 0 up to 1")));
        }

        var name = file.Name ?? path;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var read = OrderCsv.ReadOffer(stream, name, plant);
        problems.AddRange(read.Problems);
        return read.TryGet(out var offer) ? (name, offer with { Probability = file.Probability ?? offer.Probability }) : null;
    }

    private static IEnumerable<Problem> WeeksOf(int? weeks)
    {
        if (weeks is < 1 or > RoughProblem.MostWeeks)
        {
            var range = string.Create(CultureInfo.InvariantCulture, $"1 – {RoughProblem.MostWeeks}");
            yield return Wrong("weeks", weeks.Value.ToString(CultureInfo.InvariantCulture), new LocalizedText(range, range));
        }
    }

    private static Problem Wrong(string path, string value, LocalizedText expected) => new(
        "", 0, 0, path, value, expected,
        new LocalizedText($"{path} 为 {value}；应为{expected.Zh}", $"{path} is {value}; expected {expected.En}"));

    private static JsonHttpResult<OrderProblems> Bad(IReadOnlyList<Problem> problems) =>
        TypedResults.Json(OrderProblems.Of(problems), contentType: OrderProblems.ContentType, statusCode: StatusCodes.Status422UnprocessableEntity);
}
