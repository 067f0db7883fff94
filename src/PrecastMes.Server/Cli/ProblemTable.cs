using System.Globalization;
using PrecastMes.Exchange;

namespace PrecastMes.Server.Cli;

/// <summary>Problems of input files as a table: where, what stands there, what may stand there.</summary>
internal static class ProblemTable
{
    /// <summary>Writes all of them.</summary>
    public static void Write(TextWriter writer, IReadOnlyList<Problem> problems)
    {
        var language = Language.TwoLetters;
        var table = new TextTable(
            Text.Of("problems.file"), Text.Of("problems.line"), Text.Of("problems.column"), Text.Of("problems.path"), Text.Of("problems.value"),
            Text.Of("problems.expected"), Text.Of("problems.message"));
        foreach (var problem in problems)
        {
            table.Add(
                problem.File, Number(problem.Line), Number(problem.Column), problem.Path, problem.Value, problem.Expected.For(language),
                problem.Message.For(language));
        }

        table.Write(writer);
        writer.WriteLine();
        writer.WriteLine(Text.Of("problems.title", problems.Count));
    }

    // 0 means the file or the line as a whole.
    private static string Number(int number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
}
