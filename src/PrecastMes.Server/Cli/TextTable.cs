using System.Text;

namespace PrecastMes.Server.Cli;

/// <summary>Rows in aligned columns for a console or a log; nothing is cut or wrapped, so that it can be searched.</summary>
internal sealed class TextTable(params string[] header)
{
    private const string Between = "  ";

    private readonly List<string[]> _rows = [header];

    /// <summary>Adds a row, one text per column.</summary>
    public void Add(params string[] cells) => _rows.Add([.. cells.Select(Visible)]);

    /// <summary>Writes header, rule and rows.</summary>
    public void Write(TextWriter writer)
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => Width(row[column]))).ToArray();
        for (var i = 0; i < _rows.Count; i++)
        {
            writer.WriteLine(Line(_rows[i], widths));
            if (i == 0)
            {
                writer.WriteLine(string.Join(Between, widths.Select(width => new string('-', width))));
            }
        }
    }

    private static string Line(string[] cells, int[] widths)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            line.Append(i == 0 ? "" : Between).Append(cells[i]).Append(' ', widths[i] - Width(cells[i]));
        }

        return line.ToString().TrimEnd();
    }

    // What a file holds must not steer the terminal: control characters are shown by their pictures (U+2400 block).
    internal static string Visible(string text) => string.Create(text.Length, text, (shown, source) =>
    {
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = source[i] switch
            {
                < ' ' => (char)(0x2400 + source[i]),
                >= '\u007F' and <= '\u009F' => '\u2421',
                _ => source[i],
            };
        }
    });

    // A Chinese character takes two places of a console.
    private static int Width(string text) => text.EnumerateRunes().Sum(rune => rune.Value is
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1);
}
