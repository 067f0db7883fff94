using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Api.Plans;

/// <summary>Problem details (RFC 9457) of a repair request: everything in it that can't be meant; nothing was done.</summary>
/// <param name="Problems">All of them, in the order of the request.</param>
public sealed record RepairProblems(string Type, string Title, int Status, string Detail, IReadOnlyList<RepairProblem> Problems)
{
    internal const string ContentType = "application/problem+json";

    internal static RepairProblems Of(IReadOnlyList<RescheduleProblem> problems) => new(
        "https://www.rfc-editor.org/rfc/rfc9110#name-422-unprocessable-content",
        Text.Of("api.repair.bad"),
        StatusCodes.Status422UnprocessableEntity,
        Text.Of("problems.title", problems.Count),
        [.. problems.Select(problem => new RepairProblem(problem.Path, problem.Value, problem.Expected.For(Language.TwoLetters)))]);
}

/// <summary>Something in a repair request that can't be meant.</summary>
/// <param name="Path">Where, e.g. <c>disturbances[2].unit</c>.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Expected">What may stand there.</param>
public sealed record RepairProblem(string Path, string Value, string Expected);
