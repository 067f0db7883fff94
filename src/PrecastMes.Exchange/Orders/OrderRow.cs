using System.Globalization;
using System.Text.RegularExpressions;
using PrecastMes.Production;

namespace PrecastMes.Exchange.Orders;

/// <summary>Reads the fields of one record by column name; a wrong one is reported and gives null.</summary>
internal sealed partial class OrderRow(string file, CsvRecord record, IReadOnlyDictionary<string, int> columns, ProblemList problems)
{
    private static readonly LocalizedText IdExpected = new(
        "字母、数字、- _ . / 组成，至多 64 个字符", "letters, digits and - _ . /, at most 64 characters");

    private static readonly LocalizedText DateExpected = new("日期 yyyy-MM-dd", "a date yyyy-MM-dd");

    /// <summary>Line on which the record begins.</summary>
    public int Line => record.Line;

    /// <summary>Whether there is such a column and its field is not empty.</summary>
    public bool Has(string column) => columns.ContainsKey(column) && Field(column).Text.Length > 0;

    /// <summary>Whether the file has a column.</summary>
    public bool HasColumn(string column) => columns.ContainsKey(column);

    /// <summary>A field as it stands.</summary>
    public CsvField Field(string column) => record.Fields[columns[column]];

    /// <summary>An identifier.</summary>
    public string? Id(string column)
    {
        var text = Field(column).Text;
        return IdPattern().IsMatch(text) ? text : Wrong<string>(column, IdExpected);
    }

    /// <summary>A text of 1 to <paramref name="longest"/> characters.</summary>
    public string? Text(string column, int longest)
    {
        var text = Field(column).Text;
        return text.Trim().Length > 0 && text.Length <= longest && !text.Any(char.IsControl)
            ? text
            : Wrong<string>(column, new LocalizedText($"1 至 {longest} 个字符的文本", $"text of 1 to {longest} characters"));
    }

    /// <summary>A strength grade (GB 50010: C15 to C80 in steps of 5).</summary>
    public string? Grade(string column)
    {
        var text = Field(column).Text;
        return GradePattern().IsMatch(text)
            ? text
            : Wrong<string>(column, new LocalizedText("强度等级 C15 … C80", "a strength grade C15 … C80"));
    }

    /// <summary>A whole number in a range, both ends included.</summary>
    public int? Int(string column, int from, int to) =>
        int.TryParse(Field(column).Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to
            ? value
            : WrongNumber(column, new LocalizedText($"{from} 至 {to} 的整数", $"a whole number from {from} to {to}"));

    /// <summary>Cubic metres with at most 3 decimals, as litres.</summary>
    public int? Litres(string column, int mostM3)
    {
        var read = decimal.TryParse(Field(column).Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var m3);
        return read && m3 > 0 && m3 <= mostM3 && decimal.Truncate(m3 * 1000) == m3 * 1000
            ? (int)(m3 * 1000)
            : WrongNumber(
                column,
                new LocalizedText($"大于 0、至多 {mostM3} 的立方米数，至多 3 位小数", $"cubic metres over 0 up to {mostM3} with at most 3 decimals"));
    }

    /// <summary>A probability over 0 up to 1.</summary>
    public double? Probability(string column)
    {
        if (double.TryParse(Field(column).Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1)
        {
            return value;
        }

        var expected = new LocalizedText("大于 0、至多 1 的概率", "a probability over 0 up to 1");
        Report(column, expected, Sentence(column, expected));
        return null;
    }

    /// <summary>A date.</summary>
    public DateOnly? Date(string column)
    {
        if (DateOnly.TryParseExact(Field(column).Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 2000 and <= 2099)
        {
            return date;
        }

        Report(column, DateExpected, Sentence(column, DateExpected));
        return null;
    }

    /// <summary>Reports a field that is well formed but does not fit.</summary>
    public void Report(string column, LocalizedText expected, LocalizedText message)
    {
        var field = Field(column);
        problems.Add(file, field.Line, field.Column, column, field.Text, expected, message);
    }

    private T? Wrong<T>(string column, LocalizedText expected)
        where T : class
    {
        Report(column, expected, Sentence(column, expected));
        return null;
    }

    private int? WrongNumber(string column, LocalizedText expected)
    {
        Report(column, expected, Sentence(column, expected));
        return null;
    }

    private LocalizedText Sentence(string column, LocalizedText expected)
    {
        var value = Problem.Shown(Field(column).Text);
        return new LocalizedText($"“{value}”不对；应为{expected.Zh}", $"\"{value}\" is wrong; expected {expected.En}");
    }

    [GeneratedRegex(@"^[\p{L}0-9][\p{L}0-9_./\-]{0,63}$", RegexOptions.NonBacktracking)]
    private static partial Regex IdPattern();

    [GeneratedRegex("^C(15|20|25|30|35|40|45|50|55|60|65|70|75|80)$", RegexOptions.NonBacktracking)]
    private static partial Regex GradePattern();
}
