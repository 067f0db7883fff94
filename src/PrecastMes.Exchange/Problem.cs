using System.Globalization;
using PrecastMes.Production;

namespace PrecastMes.Exchange;

/// <summary>Something wrong in a file, with its exact place, so that it can be mended there.</summary>
/// <param name="File">File name as the user gave it.</param>
/// <param name="Line">Line from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">Column from 1, in characters; 0 when the line as a whole is meant.</param>
/// <param name="Path">Key path (<c>families[2].line</c>) or CSV column name; empty for the whole.</param>
/// <param name="Value">What stands there, shortened.</param>
/// <param name="Expected">What may stand there.</param>
/// <param name="Message">One sentence for the user.</param>
public sealed record Problem(
    string File,
    int Line,
    int Column,
    string Path,
    string Value,
    LocalizedText Expected,
    LocalizedText Message)
{
    private const int LongestValue = 80;

    /// <summary>One line in the manner of compilers: <c>plant.yaml:12:9: families[2].line: …</c>.</summary>
    public string Describe(string twoLetterLanguage)
    {
        var place = Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
        var path = Path.Length == 0 ? "" : $"{Path}: ";
        return $"{place}: {path}{Message.For(twoLetterLanguage)}";
    }

    /// <inheritdoc/>
    public override string ToString() => Describe("en");

    /// <summary>A value as a message shows it: one line, not endless.</summary>
    internal static string Shown(string value)
    {
        var oneLine = value.ReplaceLineEndings("⏎");
        return oneLine.Length <= LongestValue ? oneLine : string.Concat(oneLine.AsSpan(0, LongestValue), "…");
    }
}
