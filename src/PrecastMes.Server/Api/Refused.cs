using Microsoft.AspNetCore.Http.HttpResults;
using PrecastMes.Execution;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Api;

/// <summary>A refusal of the plant as an answer: 409 with the stable code and the reason; 404 for what the plant doesn't know.</summary>
internal static class Refused
{
    public static ProblemHttpResult Answer(Refusal refusal) => TypedResults.Problem(
        refusal.Detail,
        statusCode: refusal.Code == "unknown-plan" ? StatusCodes.Status404NotFound : StatusCodes.Status409Conflict,
        title: Text.Of("api.refused"),
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code });
}
