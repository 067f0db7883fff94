namespace PrecastMes.OpcUa.Generator;

internal static class AttributeIdFile
{
    public static GeneratedFile Write(string path)
    {
        var code = new CodeWriter("AttributeIds.csv");
        code.Line("namespace PrecastMes.OpcUa;");
        code.Line();
        code.Summary("The attributes of a node (Part 6 annex A).");
        code.Open("public static class AttributeIds");
        foreach (string[] cells in File.ReadLines(path).Select(line => line.Split(',')))
        {
            code.Line($"public const uint {cells[0]} = {cells[1]};");
        }

        code.Close();
        return code.ToFile("AttributeIds.cs");
    }
}
