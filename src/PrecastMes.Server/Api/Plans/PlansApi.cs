using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Plans;
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

    private static ProblemHttpResult NoPlan() => TypedResults.Problem(Text.Of("api.plan.none"), statusCode: StatusCodes.Status404NotFound);
}
