using System.Text;

namespace PrecastMes.Tests.Server.Api;

/// <summary>Reads CSV strictly by RFC 4180: CRLF ends a row, quotes stand around a whole field, a quote inside is doubled.</summary>
internal static class Rfc4180
{
    /// <summary>The rows.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Rows(string text)
    {
        var rows = new List<IReadOnlyList<string>>();
        var at = 0;
        while (at < text.Length)
        {
            var row = new List<string>();
            do
            {
                row.Add(text[at] == '"' ? Quoted(text, ref at) : Bare(text, ref at));
            }
            while (text[at++] == ',');
            Assert.Equal("\r\n", text.Substring(at - 1, 2));
            at++;
            rows.Add(row);
        }

        return rows;
    }

    private static string Bare(string text, ref int at)
    {
        var start = at;
        at = text.IndexOfAny([',', '\r'], at);
        var field = text[start..at];
        Assert.DoesNotContain('"', field);
        Assert.DoesNotContain('\n', field);
        return field;
    }

    private static string Quoted(string text, ref int at)
    {
        var field = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] == '"' && text[++at] != '"')
            {
                return field.ToString();
            }

            field.Append(text[at]);
        }
    }
}
