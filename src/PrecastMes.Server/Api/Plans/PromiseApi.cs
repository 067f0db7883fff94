using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Promising;
using PrecastMes.Server.Api.Orders;
using PrecastMes.Server.Api.Tables;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Api.Plans;

/// <summary>The question that sales asks on the telephone: when could we deliver this?</summary>
internal static class PromiseApi
{
    public static void MapPromise(this IEndpointRouteBuilder api) => api.MapPost("/promise", AskAsync)
        .WithTags("planning")
        .Accepts<string>(CsvFile.ContentType)
        .Produces<OrderProblems>(StatusCodes.Status422UnprocessableEntity, OrderProblems.ContentType)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .WithSummary("When an order file (CSV, as for /orders) could be delivered, floor by floor, and what it would push. Imports nothing.");

    private static async Task<Results<Ok<Promise>, JsonHttpResult<OrderProblems>, ProblemHttpResult>> AskAsync(
        HttpRequest request,
        Plant plant,
        PlanningDesk desk,
        [FromQuery, Description("File name for the list of problems.")] string? name,
        CancellationToken cancellationToken)
    {
        (var offer, var problems) = await OrderBody.ReadOfferAsync(request, plant, name, cancellationToken);
        if (offer?.Order is not { } order)
        {
            return TypedResults.Json(problems, contentType: OrderProblems.ContentType, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        return await desk.PromiseAsync(order, cancellationToken) is { } promise
            ? TypedResults.Ok(promise)
            : TypedResults.Problem(Text.Of("api.promise.known", order.Project.Id), statusCode: StatusCodes.Status409Conflict);
    }
}
