namespace PrecastMes.OpcUa.Server;

/// <summary>The HA Configuration object that a variable with a history has (Part 11 §5.2.2).</summary>
internal static class HistoryConfiguration
{
    public static void AddTo(AddressSpace space, UaVariable variable, bool stepped)
    {
        var id = new NodeId(variable.NodeId.NamespaceIndex, $"{variable.NodeId.Identifier}.HA Configuration");
        var options = new InstanceOptions { ReferenceType = ReferenceTypeIds.HasHistoricalConfiguration, BrowseNameNamespace = 0 };
        space.Instantiate(id, variable.NodeId, "HA Configuration", ObjectTypeIds.HistoricalDataConfigurationType, options);
        Set("Stepped", stepped);

        // Part 13 §4.2.1.2: the defaults of aggregates, which clients work out themselves.
        Set("TreatUncertainAsBad", true, "AggregateConfiguration");
        Set("PercentDataBad", (byte)100, "AggregateConfiguration");
        Set("PercentDataGood", (byte)100, "AggregateConfiguration");
        Set("UseSlopedExtrapolation", false, "AggregateConfiguration");

        void Set(string name, Variant value, params ReadOnlySpan<string> owner) => ((UaVariable)space.Member(id, [.. owner, name])).Value = value;
    }
}
