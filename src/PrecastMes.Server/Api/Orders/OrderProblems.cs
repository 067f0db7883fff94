using PrecastMes.Exchange;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Api.Orders;

/// <summary>Problem details (RFC 9457) of an order file: every problem with its place; nothing was imported.</summary>
/// <param name="Problems">All of them, by line and column.</param>
public sealed record OrderProblems(string Type, string Title, int Status, string Detail, IReadOnlyList<OrderProblem> Problems)
{
    internal const string ContentType = "application/problem+json";

    internal static OrderProblems Of(IReadOnlyList<Problem> problems) => new(
        "https://www.rfc-editor.org/rfc/rfc9110#name-422-unprocessable-content",
        Text.Of("api.order.bad"),
        StatusCodes.Status422UnprocessableEntity,
        Text.Of("problems.title", problems.Count),
        [.. problems.Select(problem => OrderProblem.Of(problem, Language.TwoLetters))]);
}

/// <summary>Something wrong in an order file.</summary>
/// <param name="Line">Line from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">Column from 1, in characters; 0 when the line as a whole is meant.</param>
/// <param name="Field">CSV column; empty for the line or file.</param>
/// <param name="Value">What stands there, shortened.</param>
/// <param name="Expected">What may stand there.</param>
/// <param name="Message">One sentence.</param>
public sealed record OrderProblem(string File, int Line, int Column, string Field, string Value, string Expected, string Message)
{
    internal static OrderProblem Of(Problem problem, string language) => new(
        problem.File, problem.Line, problem.Column, problem.Path, problem.Value, problem.Expected.For(language), problem.Message.For(language));
}
