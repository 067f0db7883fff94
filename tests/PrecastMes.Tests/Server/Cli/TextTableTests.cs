using PrecastMes.Server.Cli;

namespace PrecastMes.Tests.Server.Cli;

/// <summary>Tables on the console.</summary>
public sealed class TextTableTests
{
    [Fact]
    public void Control_characters_of_a_file_are_shown_and_don_t_steer_the_terminal()
    {
        var table = new TextTable("value");
        table.Add("a\u001b[2Jb\0c");
        using var console = new StringWriter { NewLine = "\n" };

        table.Write(console);

        // ESC is U+001B and NUL U+0000: their pictures are U+241B and U+2400.
        Assert.EndsWith("a\u241b[2Jb\u2400c\n", console.ToString(), StringComparison.Ordinal);
    }
}
