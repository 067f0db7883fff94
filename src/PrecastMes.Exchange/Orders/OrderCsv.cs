using PrecastMes.Production;
using PrecastMes.Production.Orders;
using PrecastMes.Production.Plants;

namespace PrecastMes.Exchange.Orders;

/// <summary>
/// Reads an order file: UTF-8, comma, header row, RFC 4180; one file is one project. Whole or not at all. A file with a
/// <c>probability</c> under 1 is an offer: read as an order it is refused, so that nothing is planned that nobody ordered.
/// </summary>
public static class OrderCsv
{
    private const int MostBytes = 50_000_000;
    private const int MostRows = 200_000;

    /// <summary>The order in a file, or everything that is wrong with it.</summary>
    public static Loaded<ProjectOrder> Read(string path, Plant plant)
    {
        var problems = new ProblemList();
        var name = Path.GetFileName(path);
        return Ordered(TextFile.TryRead(path, name, MostBytes, problems, out var text) ? text : null, name, plant, problems);
    }

    /// <summary>The order or offer in a file, or everything that is wrong with it.</summary>
    public static Loaded<ProjectOffer> ReadOffer(string path, Plant plant)
    {
        var problems = new ProblemList();
        var name = Path.GetFileName(path);
        return Offered(TextFile.TryRead(path, name, MostBytes, problems, out var text) ? text : null, name, plant, problems);
    }

    /// <summary>The order in a stream, or everything that is wrong with it.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">What problems call the file.</param>
    /// <param name="plant">The plant that shall make it.</param>
    public static Loaded<ProjectOrder> Read(Stream stream, string name, Plant plant)
    {
        var problems = new ProblemList();
        return Ordered(TextFile.TryRead(stream, name, MostBytes, problems, out var text) ? text : null, name, plant, problems);
    }

    /// <summary>The order or offer in a stream, or everything that is wrong with it.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">What problems call the file.</param>
    /// <param name="plant">The plant that would make it.</param>
    public static Loaded<ProjectOffer> ReadOffer(Stream stream, string name, Plant plant)
    {
        var problems = new ProblemList();
        return Offered(TextFile.TryRead(stream, name, MostBytes, problems, out var text) ? text : null, name, plant, problems);
    }

    private static Loaded<ProjectOrder> Ordered(string? text, string name, Plant plant, ProblemList problems)
    {
        var reader = text is null ? null : Read(text, name, new OrderReader(plant, problems, isOrder: true), problems);
        return new Loaded<ProjectOrder>(problems.Count == 0 ? reader?.Order() : null, problems.InOrder());
    }

    private static Loaded<ProjectOffer> Offered(string? text, string name, Plant plant, ProblemList problems)
    {
        var reader = text is null ? null : Read(text, name, new OrderReader(plant, problems, isOrder: false), problems);
        return new Loaded<ProjectOffer>(problems.Count == 0 ? reader?.Offer() : null, problems.InOrder());
    }

    private static OrderReader? Read(string text, string name, OrderReader reader, ProblemList problems)
    {
        using var records = new CsvRecords(text).Read().GetEnumerator();
        if (!records.MoveNext())
        {
            problems.Add(
                name, 0, 0, "", "", HeaderExpected(), new LocalizedText("文件为空", "The file is empty"));
            return null;
        }

        var columns = Header(name, records.Current, problems);
        if (columns is null)
        {
            return null;
        }

        var rows = 0;
        while (records.MoveNext())
        {
            if (++rows > MostRows)
            {
                problems.Add(
                    name, records.Current.Line, 1, "", "", new LocalizedText($"至多 {MostRows} 行", $"at most {MostRows} rows"),
                    new LocalizedText($"超过 {MostRows} 行，请拆分", $"More than {MostRows} rows; split the file"));
                break;
            }

            if (HasAllFields(name, records.Current, columns.Count, problems))
            {
                reader.Read(new OrderRow(name, records.Current, columns, problems));
            }
        }

        if (rows == 0)
        {
            problems.Add(
                name, 2, 1, "", "", new LocalizedText("至少一行构件", "at least one row of an element"),
                new LocalizedText("只有表头，没有构件", "There is a header and no element"));
        }

        return reader;
    }

    private static Dictionary<string, int>? Header(string name, CsvRecord header, ProblemList problems)
    {
        if (ReportFault(name, header, problems))
        {
            return null;
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var before = problems.Count;
        for (var i = 0; i < header.Fields.Count; i++)
        {
            var field = header.Fields[i];
            if (!OrderColumns.All.Contains(field.Text))
            {
                problems.Add(
                    name, field.Line, field.Column, field.Text, field.Text, HeaderExpected(),
                    new LocalizedText($"未知的列 {field.Text}", $"Unknown column {field.Text}"));
            }
            else if (!columns.TryAdd(field.Text, i))
            {
                problems.Add(
                    name, field.Line, field.Column, field.Text, field.Text, new LocalizedText("每列一次", "each column once"),
                    new LocalizedText($"列 {field.Text} 重复", $"The column {field.Text} stands twice"));
            }
        }

        foreach (var missing in OrderColumns.Required.Where(c => !columns.ContainsKey(c)))
        {
            problems.Add(
                name, 1, 1, missing, "", HeaderExpected(),
                new LocalizedText($"缺少列 {missing}", $"The column {missing} is missing"));
        }

        return problems.Count == before ? columns : null;
    }

    private static bool HasAllFields(string name, CsvRecord record, int expected, ProblemList problems)
    {
        if (ReportFault(name, record, problems))
        {
            return false;
        }

        if (record.Fields.Count == expected)
        {
            return true;
        }

        problems.Add(
            name, record.Line, 1, "", $"{record.Fields.Count}", new LocalizedText($"{expected} 个字段", $"{expected} fields"),
            new LocalizedText(
                $"该行有 {record.Fields.Count} 个字段，应为 {expected} 个", $"The row has {record.Fields.Count} fields and not {expected}"));
        return false;
    }

    private static bool ReportFault(string name, CsvRecord record, ProblemList problems)
    {
        if (record.Fault is { } fault)
        {
            problems.Add(
                name, fault.Line, fault.Column, "", "\"", new LocalizedText("RFC 4180 的引号", "quotes by RFC 4180"),
                new LocalizedText(fault.Zh, fault.En));
        }

        return record.Fault is not null;
    }

    private static LocalizedText HeaderExpected()
    {
        var all = string.Join(',', OrderColumns.Required);
        var more = string.Join(',', OrderColumns.All.Skip(OrderColumns.Required.Count));
        return new LocalizedText($"表头 {all}，可加 {more}", $"the header {all}; {more} may be added");
    }
}
