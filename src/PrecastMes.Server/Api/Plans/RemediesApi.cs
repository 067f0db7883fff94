using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Api.Plans;

/// <summary>What would make the late floors of a plan on time.</summary>
internal static class RemediesApi
{
    /// <summary>Usual time of a search, real seconds.</summary>
    public const double UsualSeconds = 30;

    private const double LeastSeconds = 1;
    private const double MostSeconds = 60;

    public static void MapRemedies(this IEndpointRouteBuilder api)
    {
        var remedies = api.MapGroup("/plans/{id}/remedies").WithTags("planning");
        remedies.MapPost("/", StartAsync)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Starts a search for what would make the late floors of a plan on time: overtime, a day off that works, more moulds, pallets, gangs or chamber levels. Each remedy is verified by planning with it. Answers at once with the search to watch.");
        remedies.MapGet("/{run:int}", Status).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("How far a search for remedies is, and what it found.");
        remedies.MapDelete("/{run:int}", Cancel).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("Cancels a search for remedies; what it has tried stands.");
    }

    private static async Task<Results<Accepted<RemedyStatus>, ProblemHttpResult>> StartAsync(
        RemedyDesk desk, IDbContextFactory<PrecastContext> contexts, string id, RemedyRequest? request, CancellationToken cancellationToken)
    {
        var seconds = request?.Seconds ?? UsualSeconds;
        var seed = request?.Seed ?? 1;
        if (!(seconds is >= LeastSeconds and <= MostSeconds) || seed < 0)
        {
            return TypedResults.Problem(Text.Of("api.planning.bad", LeastSeconds, MostSeconds), statusCode: StatusCodes.Status400BadRequest);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.Plans.AnyAsync(plan => plan.Id == id, cancellationToken))
        {
            return TypedResults.Problem(Text.Of("api.plan.unknown", id), statusCode: StatusCodes.Status404NotFound);
        }

        return desk.TryStart(id, TimeSpan.FromSeconds(seconds), seed) is { } run
            ? TypedResults.Accepted($"/api/v1/plans/{id}/remedies/{run.Status.Id}", run.Status)
            : TypedResults.Problem(Text.Of("api.remedies.busy"), statusCode: StatusCodes.Status409Conflict);
    }

    private static Results<Ok<RemedyStatus>, ProblemHttpResult> Status(RemedyDesk desk, string id, int run) =>
        desk.Find(id, run) is { } found ? TypedResults.Ok(found.Status) : Unknown(id, run);

    private static Results<Accepted<RemedyStatus>, ProblemHttpResult> Cancel(RemedyDesk desk, string id, int run)
    {
        if (desk.Find(id, run) is not { } found)
        {
            return Unknown(id, run);
        }

        found.Cancel();
        return TypedResults.Accepted($"/api/v1/plans/{id}/remedies/{run}", found.Status);
    }

    private static ProblemHttpResult Unknown(string id, int run) =>
        TypedResults.Problem(Text.Of("api.remedies.unknown", run, id), statusCode: StatusCodes.Status404NotFound);
}
