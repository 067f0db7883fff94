using Microsoft.AspNetCore.Http.HttpResults;
using PrecastMes.Execution;
using PrecastMes.Scheduling;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Api.Plans;

/// <summary>Making and releasing plans.</summary>
internal static class PlanningApi
{
    private const double LeastSeconds = 0.1;
    private const double MostSeconds = 3600;
    private const double DefaultSeconds = 10;

    public static void MapPlanning(this IEndpointRouteBuilder api)
    {
        var plan = api.MapGroup("/plan").WithTags("planning");
        plan.MapPost("/", Start).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Starts planning what no line has been given yet; answers at once with the run to watch.");
        plan.MapGet("/runs/{run:int}", Status).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("How far a planning run is.");
        plan.MapDelete("/runs/{run:int}", Cancel).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Cancels a planning run; its plan is dropped.");
        plan.MapPost("/{id}/release", ReleaseAsync).ProducesProblem(StatusCodes.Status409Conflict).WithSummary("Releases an accepted plan to the lines.");
    }

    private static Results<Accepted<PlanningStatus>, ProblemHttpResult> Start(PlanningDesk desk, PlanningRequest? request)
    {
        var seconds = request?.Seconds ?? DefaultSeconds;
        var seed = request?.Seed ?? 1;
        if (!(seconds is >= LeastSeconds and <= MostSeconds) || seed < 0)
        {
            return TypedResults.Problem(
                Text.Of("api.planning.bad", LeastSeconds, MostSeconds), statusCode: StatusCodes.Status400BadRequest);
        }

        return desk.TryStart(new PlanningOptions(seed, TimeSpan.FromSeconds(seconds), MaxIterations: null)) is { } run
            ? TypedResults.Accepted($"/api/v1/plan/runs/{run.Status.Id}", run.Status)
            : TypedResults.Problem(Text.Of("api.planning.busy"), statusCode: StatusCodes.Status409Conflict);
    }

    private static Results<Ok<PlanningStatus>, ProblemHttpResult> Status(PlanningDesk desk, int run) =>
        desk.Find(run) is { } found ? TypedResults.Ok(found.Status) : Unknown(run);

    private static Results<Accepted<PlanningStatus>, ProblemHttpResult> Cancel(PlanningDesk desk, int run)
    {
        if (desk.Find(run) is not { } found)
        {
            return Unknown(run);
        }

        found.Cancel();
        return TypedResults.Accepted($"/api/v1/plan/runs/{run}", found.Status);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ReleaseAsync(
        PlantGateway gateway, ILogger<PlanningDesk> logger, string id, CancellationToken cancellationToken)
    {
        var outcome = await gateway.ReleasePlanAsync(id, cancellationToken);
        if (outcome.Refusal is { } refusal)
        {
            return Refused.Answer(refusal);
        }

        Log.PlanReleased(logger, id);
        return TypedResults.NoContent();
    }

    private static ProblemHttpResult Unknown(int run) =>
        TypedResults.Problem(Text.Of("api.planning.unknown", run), statusCode: StatusCodes.Status404NotFound);
}

/// <summary>How to plan; everything may be left out.</summary>
/// <param name="Seconds">Search time, 0.1 to 3600 real seconds; 10 by default.</param>
/// <param name="Seed">Seed of the search, 0 or more; 1 by default.</param>
public sealed record PlanningRequest(double? Seconds, int? Seed);
