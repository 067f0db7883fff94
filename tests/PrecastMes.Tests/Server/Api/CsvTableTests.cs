using PrecastMes.Server.Api.Tables;

namespace PrecastMes.Tests.Server.Api;

/// <summary>CSV that a program can read and that does nothing in a spreadsheet.</summary>
public sealed class CsvTableTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86 22", "'+86 22")]
    [InlineData("-2", "'-2")]
    [InlineData("@cmd", "'@cmd")]
    public void Text_that_would_be_a_formula_begins_with_an_apostrophe(string text, string cell)
    {
        var table = new CsvTable("a");
        table.Add(text);

        Assert.Equal($"a\r\n{cell}\r\n", table.ToString());
    }

    [Fact]
    public void Negative_number_stays_a_number()
    {
        var table = new CsvTable("a");
        table.Add(-1.5m);

        Assert.Equal("a\r\n-1.5\r\n", table.ToString());
    }

    [Fact]
    public void Comma_quote_and_line_end_are_quoted()
    {
        var table = new CsvTable("a", "b", "c");
        table.Add("x,y", "say \"no\"", "two\nlines");

        Assert.Equal("a,b,c\r\n\"x,y\",\"say \"\"no\"\"\",\"two\nlines\"\r\n", table.ToString());
    }

    [Fact]
    public void Row_that_does_not_fit_the_header_is_a_bug()
    {
        var table = new CsvTable("a", "b");

        Assert.Throws<ArgumentException>(() => table.Add("only one"));
    }
}
