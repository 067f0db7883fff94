using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Plans;
using PrecastMes.Scheduling.Comparing;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Api.Plans;

/// <summary>Accepted plans: their documents and figures.</summary>
internal static class PlansApi
{
    private const string Json = "application/json; charset=utf-8";

    public static void MapPlans(this IEndpointRouteBuilder api)
    {
        api.MapGet("/plans", ListAsync).WithTags("plans").WithSummary("Accepted plans, newest first.");
        api.MapGet("/plans/{id}/changes", ChangesAsync).WithTags("plans")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("What a plan changes against another one (from), figure by figure and element by element.");
        var plan = api.MapGroup("/plan").WithTags("plans");
        plan.MapGet("/", CurrentAsync).ProducesProblem(StatusCodes.Status404NotFound).Produces<Plan>().WithSummary("The plan in force: the last released, else the last accepted.");
        plan.MapGet("/kpi", CurrentKpiAsync).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Figures of the plan in force.");
        plan.MapGet("/{id}", OneAsync).ProducesProblem(StatusCodes.Status404NotFound).Produces<Plan>().WithSummary("A plan's document.");
    }

    private static async Task<Ok<List<PlanSummary>>> ListAsync(IDbContextFactory<PrecastContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var plans = await context.PlanHeadersAsync(cancellationToken);
        return TypedResults.Ok(plans.Select(PlanSummary.Of).ToList());
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> CurrentAsync(
        IDbContextFactory<PrecastContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.CurrentPlanAsync(cancellationToken) is { } row ? TypedResults.Content(row.Document, Json) : NoPlan();
    }

    private static async Task<Results<Ok<PlanSummary>, ProblemHttpResult>> CurrentKpiAsync(
        IDbContextFactory<PrecastContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.CurrentPlanAsync(cancellationToken) is { } row
            ? TypedResults.Ok(PlanSummary.Of(new PlanHeader(row.Id, row.CreatedAt, row.StartAt, row.ReleasedAt, row.Kpi)))
            : NoPlan();
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> OneAsync(
        IDbContextFactory<PrecastContext> contexts, string id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.PlanAsync(id, cancellationToken) is { } row
            ? TypedResults.Content(row.Document, Json)
            : TypedResults.Problem(Text.Of("api.plan.unknown", id), statusCode: StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Ok<PlanComparison>, ProblemHttpResult>> ChangesAsync(
        IDbContextFactory<PrecastContext> contexts, string id, string? from, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(from))
        {
            return TypedResults.Problem(Text.Of("api.plan.compare"), statusCode: StatusCodes.Status400BadRequest);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var plans = new List<Plan>();
        foreach (var wanted in (string[])[from, id])
        {
            if (await context.PlanAsync(wanted, cancellationToken) is not { } row)
            {
                return TypedResults.Problem(Text.Of("api.plan.unknown", wanted), statusCode: StatusCodes.Status404NotFound);
            }

            plans.Add(JsonSerializer.Deserialize<Plan>(row.Document, PlanJson.Options)
                ?? throw new InvalidOperationException($"Plan {wanted} is stored without its document."));
        }

        return TypedResults.Ok(PlanComparison.Of(plans[0], plans[1]));
    }

    private static ProblemHttpResult NoPlan() => TypedResults.Problem(Text.Of("api.plan.none"), statusCode: StatusCodes.Status404NotFound);
}
