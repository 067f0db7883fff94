using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Elements;
using PrecastMes.Server.Api.Tables;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Api.Elements;

/// <summary>Elements and their lives.</summary>
internal static class ElementsApi
{
    public static void MapElements(this IEndpointRouteBuilder api)
    {
        var elements = api.MapGroup("/elements").WithTags("elements");
        elements.MapGet("/", ListAsync).AlsoAsCsv().ProducesProblem(StatusCodes.Status400BadRequest).WithSummary("Elements, by project and order; also as CSV.");
        elements.MapGet("/{id}", LifeAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("An element's life: places, times, curing curve, facts.");
    }

    private static async Task<Results<Ok<Page<ElementSummary>>, CsvFile, ProblemHttpResult>> ListAsync(
        HttpRequest request,
        IDbContextFactory<PrecastContext> contexts,
        [AsParameters] Paging paging,
        [Description("Only this project.")] string? project,
        [Description("Only this state: ordered, planned, released, started, cast, curing, cured, demoulded, passed or yard.")] string? state,
        [Description("Only this family, e.g. DBS.")] string? family,
        [Description("Only this load.")] string? load,
        [Description("Only elements whose id or mark contains this.")] string? text,
        CancellationToken cancellationToken)
    {
        ElementState? wanted = null;
        if (state is not null)
        {
            if (!ElementStateWords.TryParse(state, out var known))
            {
                return TypedResults.Problem(Text.Of("api.state.bad", state, string.Join(", ", ElementStateWords.All)), statusCode: StatusCodes.Status400BadRequest);
            }

            wanted = known;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var page = await context.ElementPageAsync(new ElementFilter(project, wanted, family, load, text), paging.From, paging.Count, cancellationToken);
        var items = page.Items.Select(ElementSummary.Of).ToList();
        return request.WantsCsv()
            ? new CsvFile(ElementSummary.Csv(items), "elements.csv")
            : TypedResults.Ok(new Page<ElementSummary>(page.Total, page.Skip, paging.Count, items));
    }

    private static async Task<Results<Ok<ElementDetails>, ProblemHttpResult>> LifeAsync(
        IDbContextFactory<PrecastContext> contexts, string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ElementLifeAsync(id, cancellationToken) is { } life
            ? TypedResults.Ok(ElementDetails.Of(life))
            : TypedResults.Problem(Text.Of("api.element.unknown", id), statusCode: StatusCodes.Status404NotFound);
    }
}
