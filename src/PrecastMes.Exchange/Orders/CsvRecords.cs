using System.Text;

namespace PrecastMes.Exchange.Orders;

/// <summary>
/// Splits text into records by RFC 4180 (comma, double quotes, LF or CRLF), keeping line and column of every field. A record
/// with broken quoting ends at the end of its line, so that the records after it are still read.
/// </summary>
internal sealed class CsvRecords(string text)
{
    private int at;
    private int line = 1;
    private int lineStart;

    private int Column => at - lineStart + 1;

    /// <summary>All records; lines without a character are left out.</summary>
    public IEnumerable<CsvRecord> Read()
    {
        while (at < text.Length)
        {
            if (SkipLineEnd())
            {
                continue;
            }

            yield return Record();
        }
    }

    private CsvRecord Record()
    {
        var start = line;
        var fields = new List<CsvField>();
        while (true)
        {
            var (field, fault) = at < text.Length && text[at] == '"' ? Quoted() : Bare();
            if (fault is not null)
            {
                SkipRestOfLine();
                return new CsvRecord(start, fields, fault);
            }

            fields.Add(field);
            if (at < text.Length && text[at] == ',')
            {
                at++;
                continue;
            }

            SkipLineEnd();
            return new CsvRecord(start, fields, null);
        }
    }

    private (CsvField Field, CsvFault? Fault) Bare()
    {
        var (start, column) = (at, Column);
        while (at < text.Length && text[at] is not (',' or '\n' or '\r'))
        {
            if (text[at] == '"')
            {
                return (default, new CsvFault(
                    line, Column, "引号只能用于整个字段，字段内的引号须写成两个", "A quote inside an unquoted field; quote the whole field and double the quote"));
            }

            at++;
        }

        return (new CsvField(text[start..at], line, column), null);
    }

    private (CsvField Field, CsvFault? Fault) Quoted()
    {
        var (startLine, startColumn, startAt, startLineStart) = (line, Column, at, lineStart);
        var content = new StringBuilder();
        at++;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '"' && at + 1 < text.Length && text[at + 1] == '"')
            {
                content.Append('"');
                at += 2;
            }
            else if (c == '"')
            {
                at++;
                return at == text.Length || text[at] is ',' or '\n' or '\r'
                    ? (new CsvField(content.ToString(), startLine, startColumn), null)
                    : (default, new CsvFault(line, Column, "结束引号后应为逗号或行尾", "After the closing quote a comma or the line's end must follow"));
            }
            else
            {
                content.Append(c);
                at++;
                if (c == '\n')
                {
                    (line, lineStart) = (line + 1, at);
                }
            }
        }

        // The quote was never closed and swallowed the rest: go back, so that the lines after it are judged too.
        (line, at, lineStart) = (startLine, startAt, startLineStart);
        return (default, new CsvFault(startLine, startColumn, "引号没有结束", "The quote is never closed"));
    }

    private void SkipRestOfLine()
    {
        while (at < text.Length && text[at] is not ('\n' or '\r'))
        {
            at++;
        }

        SkipLineEnd();
    }

    private bool SkipLineEnd()
    {
        if (at >= text.Length || text[at] is not ('\n' or '\r'))
        {
            return false;
        }

        at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
        (line, lineStart) = (line + 1, at);
        return true;
    }
}
