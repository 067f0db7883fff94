namespace PrecastMes.OpcUa.Generator;

internal static class EnumerationFile
{
    public static GeneratedFile Write(TypeDictionary dictionary)
    {
        var code = new CodeWriter("Opc.Ua.Types.bsd");
        code.Line("namespace PrecastMes.OpcUa;");
        foreach (EnumerationType enumeration in dictionary.Enumerations.Values)
        {
            code.Line();
            code.Summary(enumeration.Documentation);
            if (enumeration.IsOptionSet)
            {
                code.Line("[System.Flags]");
            }

            code.Open($"public enum {enumeration.Name} : {Underlying(enumeration).CSharp}");
            foreach ((string name, long value) in enumeration.Values)
            {
                code.Line($"{name} = {value},");
            }

            code.Close();
        }

        return code.ToFile("Enumerations.cs");
    }

    /// <summary>Part 6 §5.2.4: an enumeration is an Int32; an option set is the unsigned integer that it is based on.</summary>
    public static (string CSharp, string Codec) Underlying(EnumerationType enumeration) => (enumeration.IsOptionSet, enumeration.LengthInBits) switch
    {
        (true, 8) => ("byte", "Byte"),
        (true, 16) => ("ushort", "UInt16"),
        (true, 32) => ("uint", "UInt32"),
        (false, 32) => ("int", "Int32"),
        _ => throw new NotSupportedException($"Enumeration {enumeration.Name} has {enumeration.LengthInBits} bits."),
    };
}
