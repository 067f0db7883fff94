using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Server.Cli;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Api.Plans;

/// <summary>Repairing the plan in force: a draft with its difference, then the decision.</summary>
internal static class RepairsApi
{
    // The line may begin a load a quarter of an hour early, and somebody has to look at the draft.
    private const double LeastFreezeMinutes = 30;
    private const double MostFreezeMinutes = 7 * 24 * 60;
    private const double UsualFreezeMinutes = 60;
    private const double LeastSeconds = 0.05;
    private const double MostSeconds = 5;
    private const double UsualSeconds = 0.2;

    public static void MapRepairs(this IEndpointRouteBuilder api)
    {
        var repairs = api.MapGroup("/repairs").WithTags("planning");
        repairs.MapPost("/", MakeAsync).Produces<RepairProblems>(StatusCodes.Status422UnprocessableEntity, RepairProblems.ContentType)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Repairs the plan in force after a disturbance or with a rush order; puts nothing in force.");
        repairs.MapGet("/{id:int}", Find).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("A repair of this server's life.");
        repairs.MapPost("/{id:int}/commit", CommitAsync).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithSummary("Puts a repair in force, whole or not at all. locksMayBreak=true when broken locks are known, elementsMayWait=true when it is known that some elements can't be made.");
    }

    private static async Task<Results<Ok<RepairAnswer>, JsonHttpResult<RepairProblems>, ProblemHttpResult>> MakeAsync(RepairDesk desk, RepairRequest request, CancellationToken cancellationToken)
    {
        IReadOnlyList<RescheduleProblem> problems = Problems(request);
        RepairDraft? draft = null;
        if (problems.Count == 0)
        {
            (draft, problems) = await desk.MakeAsync(
                new RepairOrder(
                    request.Disturbances ?? [],
                    request.Ended ?? [],
                    request.Rush ?? [],
                    request.Locked ?? [],
                    TimeSpan.FromMinutes(request.FreezeMinutes ?? UsualFreezeMinutes),
                    request.StabilitySeconds,
                    TimeSpan.FromSeconds(request.Seconds ?? UsualSeconds)),
                cancellationToken);
        }

        return draft is not null ? TypedResults.Ok(RepairAnswer.Of(draft))
            : problems.Count == 0 ? TypedResults.Problem(Text.Of("api.repair.busy"), statusCode: StatusCodes.Status409Conflict)
            : TypedResults.Json(RepairProblems.Of(problems), contentType: RepairProblems.ContentType, statusCode: StatusCodes.Status422UnprocessableEntity);
    }

    private static Results<Ok<RepairAnswer>, ProblemHttpResult> Find(RepairDesk desk, int id) =>
        desk.Find(id) is { } draft ? TypedResults.Ok(RepairAnswer.Of(draft)) : Unknown(id);

    private static async Task<Results<NoContent, ProblemHttpResult>> CommitAsync(RepairDesk desk, int id, bool? locksMayBreak, bool? elementsMayWait, CancellationToken cancellationToken)
    {
        if (desk.Find(id) is not { } draft)
        {
            return Unknown(id);
        }

        var outcome = await desk.CommitAsync(draft, locksMayBreak ?? false, elementsMayWait ?? false, cancellationToken);
        return outcome.Refusal is { } refusal ? Refused.Answer(refusal) : TypedResults.NoContent();
    }

    // What the shape of the request allows and its meaning doesn't; a scrapped piece needs a fact of its own first.
    private static List<RescheduleProblem> Problems(RepairRequest request)
    {
        var problems = new List<RescheduleProblem>();
        Range("freezeMinutes", request.FreezeMinutes, LeastFreezeMinutes, MostFreezeMinutes);
        Range("seconds", request.Seconds, LeastSeconds, MostSeconds);
        Range("stabilitySeconds", request.StabilitySeconds, 0, 10_000_000);
        NoNulls("disturbances", request.Disturbances);
        NoNulls("ended", request.Ended);
        NoNulls("rush", request.Rush);
        NoNulls("locked", request.Locked);
        for (var i = 0; i < request.Disturbances?.Count; i++)
        {
            if (request.Disturbances[i] is ElementScrapped scrapped)
            {
                problems.Add(new($"disturbances[{i}].kind", "elementScrapped", new("stationDown、palletHeld、mouldBroken、crewMissing；报废重做尚不能下达", $"stationDown, palletHeld, mouldBroken or crewMissing; making {scrapped.ElementId} again can't be put in force yet")));
            }
        }

        return problems;

        void Range(string path, double? value, double least, double most)
        {
            if (value is { } given && !(given >= least && given <= most))
            {
                var range = string.Create(CultureInfo.InvariantCulture, $"{least} – {most}");
                problems.Add(new(path, given.ToString(CultureInfo.InvariantCulture), new(range, range)));
            }
        }

        void NoNulls<T>(string path, IReadOnlyList<T>? list)
            where T : class
        {
            for (var i = 0; i < list?.Count; i++)
            {
                if (list[i] is null)
                {
                    problems.Add(new($"{path}[{i}]", "null", new("一个值", "a value")));
                }
            }
        }
    }

    private static ProblemHttpResult Unknown(int id) => TypedResults.Problem(Text.Of("api.repair.unknown", id), statusCode: StatusCodes.Status404NotFound);
}
