using System.Globalization;
using System.Text;

namespace PrecastMes.Server.Api.Tables;

/// <summary>
/// A table as CSV (RFC 4180): comma, CRLF, header row, UTF-8 with byte order mark so that spreadsheets read Chinese. Numbers use a
/// point, dates and instants are ISO 8601.
/// </summary>
/// <param name="header">Column names; stable, since programs read them.</param>
internal sealed class CsvTable(params string[] header)
{
    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true);

    private readonly StringBuilder _text = new(string.Join(',', header) + "\r\n");

    /// <summary>Adds a row, one value per column.</summary>
    public void Add(params ReadOnlySpan<object?> values)
    {
        if (values.Length != header.Length)
        {
            throw new ArgumentException($"A row of {values.Length} values does not fit the {header.Length} columns {string.Join(',', header)}.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            _text.Append(i == 0 ? "" : ",").Append(Cell(values[i]));
        }

        _text.Append("\r\n");
    }

    /// <summary>The file's bytes, mark included.</summary>
    public byte[] ToBytes() => [.. Utf8WithMark.GetPreamble(), .. Utf8WithMark.GetBytes(_text.ToString())];

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private static string Cell(object? value) => value switch
    {
        null => "",
        string text => Quote(Harmless(text)),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(Harmless(value.ToString() ?? "")),
    };

    // A spreadsheet takes a text that begins with one of these as a formula; the apostrophe makes it text again (OWASP, CSV injection).
    private static string Harmless(string text) =>
        text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + text : text;

    private static string Quote(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") || text.Length > 0 && (text[0] == ' ' || text[^1] == ' ')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
}
