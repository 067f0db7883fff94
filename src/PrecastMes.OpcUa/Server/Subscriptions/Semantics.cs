namespace PrecastMes.OpcUa.Server;

/// <summary>The properties that give a variable's value its meaning (Part 8 §5.2): when one changes, the value says so.</summary>
internal static class Semantics
{
    private const string EURange = "EURange";

    private static readonly HashSet<string> Names =
        [EURange, "EngineeringUnits", "InstrumentRange", "EnumStrings", "EnumValues", "ValuePrecision", "TrueState", "FalseState", "Title", "AxisScaleType"];

    public static UaVariable? EURangeOf(AddressSpace space, UaVariable variable) => PropertiesOf(space, variable).FirstOrDefault(IsEURange);

    public static bool IsEURange(UaVariable property) => property.BrowseName.Name == EURange;

    public static IEnumerable<UaVariable> PropertiesOf(AddressSpace space, UaVariable variable)
    {
        foreach (UaReference reference in variable.References)
        {
            if (reference.IsForward && reference.ReferenceTypeId == ReferenceTypeIds.HasProperty && space.TryGet(reference.Target, out UaNode? node)
                && node is UaVariable { BrowseName: { NamespaceIndex: 0, Name: { } name } } property && Names.Contains(name))
            {
                yield return property;
            }
        }
    }
}
