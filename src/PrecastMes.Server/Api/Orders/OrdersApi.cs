using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Projects;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Api.Tables;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Api.Orders;

/// <summary>Orders: a project and its elements, imported whole or not at all.</summary>
internal static class OrdersApi
{
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        var orders = api.MapGroup("/orders").WithTags("orders");
        orders.MapGet("/", ListAsync).AlsoAsCsv().WithSummary("Projects and how far their orders have come; also as CSV.");
        orders.MapGet("/{project}", OneAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("One project's order.");
        orders.MapPost("/", ImportAsync)
            .Accepts<string>(CsvFile.ContentType)
            .Produces<OrderProblems>(StatusCodes.Status422UnprocessableEntity, OrderProblems.ContentType)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Imports an order file (CSV, one project), whole or not at all.")
            .WithDescription("Columns: project, project_name_zh, project_name_en, district, building, floor, element, mark, family, length_mm, "
                + "width_mm, thickness_mm, concrete_grade, volume_m3, weight_kg, need_date; release_date and tardiness_weight may be added, and probability, which must be 1: an offer is not imported. The same file may be sent again. "
                + "422 lists every problem with line and column; 409 when the plant refuses the order.");
    }

    private static async Task<Results<Ok<List<OrderSummary>>, CsvFile>> ListAsync(
        HttpRequest request, IDbContextFactory<PrecastContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var orders = (await context.ProjectOverviewsAsync(cancellationToken)).Select(OrderSummary.Of).ToList();
        return request.WantsCsv() ? new CsvFile(OrderSummary.Csv(orders), "orders.csv") : TypedResults.Ok(orders);
    }

    private static async Task<Results<Ok<OrderSummary>, ProblemHttpResult>> OneAsync(
        IDbContextFactory<PrecastContext> contexts, string project, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var overviews = await context.ProjectOverviewsAsync(cancellationToken);
        return overviews.FirstOrDefault(overview => overview.Project.Id == project) is { } one
            ? TypedResults.Ok(OrderSummary.Of(one))
            : TypedResults.Problem(Text.Of("api.order.unknown", project), statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Created<ImportedOrder>, JsonHttpResult<OrderProblems>, ProblemHttpResult>> ImportAsync(
        HttpRequest request,
        Plant plant,
        PlantGateway gateway,
        ILogger<ImportedOrder> logger,
        [FromQuery, Description("File name for the list of problems.")] string? name,
        CancellationToken cancellationToken)
    {
        (var order, var problems) = await OrderBody.ReadAsync(request, plant, name, cancellationToken);
        if (order is null)
        {
            return TypedResults.Json(problems, contentType: OrderProblems.ContentType, statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await gateway.ImportOrdersAsync([order], cancellationToken);
        if (outcome.Refusal is { } refusal)
        {
            return Refused.Answer(refusal);
        }

        Log.OrderImported(logger, order.Project.Id, order.Elements.Count);
        return TypedResults.Created(
            $"/api/v1/orders/{Uri.EscapeDataString(order.Project.Id)}", new ImportedOrder(order.Project.Id, order.Elements.Count));
    }
}
