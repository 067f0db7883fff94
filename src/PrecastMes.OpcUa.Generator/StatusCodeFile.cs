namespace PrecastMes.OpcUa.Generator;

internal static class StatusCodeFile
{
    public static GeneratedFile Write(string path)
    {
        var rows = File.ReadLines(path).Select(line => line.Split(',', 3)).Select(cells => (Name: cells[0], Code: cells[1], Text: cells[2].Trim('"'))).ToList();
        var code = new CodeWriter("StatusCode.csv");
        code.Line("namespace PrecastMes.OpcUa;");
        code.Line();
        code.Summary("The status codes of Part 4 and Part 6 by name.");
        code.Open("public static class StatusCodes");
        foreach ((string name, string value, string text) in rows)
        {
            code.Summary(text);
            code.Line($"public static StatusCode {name} => new({value}u);");
            code.Line();
        }

        code.Summary("The name of a code without its flag bits, or null when the standard has none.");
        code.Open("public static string? NameOf(uint code) => (code & 0xFFFF0000u) switch");
        foreach ((string name, string value, _) in rows)
        {
            code.Line($"{value}u => nameof({name}),");
        }

        code.Line("_ => null,");
        code.Close(";");
        code.Close();
        return code.ToFile("StatusCodes.cs");
    }
}
