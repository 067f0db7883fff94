namespace PrecastMes.Production.Lines;

/// <summary>
/// Binds the signals of the line's interface to OPC UA nodes, so that a real PLC's data blocks and the simulator's address
/// space are alike to the product.
/// </summary>
/// <param name="Profile">Name of the signal set that the PLC keeps, e.g. <c>precast-levels-1</c>.</param>
/// <param name="EndpointUrl">Endpoint when the command line names none, e.g. <c>opc.tcp://127.0.0.1:4840</c>.</param>
/// <param name="NamespaceUri">Namespace of all nodes without an override.</param>
/// <param name="NodePattern">Identifier with the places <c>{unit}</c> and <c>{signal}</c>, e.g. <c>s={unit}.{signal}</c>.</param>
/// <param name="SignalNames">What the PLC calls a signal, where it differs; key is our name.</param>
/// <param name="Overrides">Nodes that follow no pattern.</param>
public sealed record TagMap(
    string Profile,
    string EndpointUrl,
    string NamespaceUri,
    string NodePattern,
    IReadOnlyDictionary<string, string> SignalNames,
    IReadOnlyList<TagOverride> Overrides)
{
    /// <summary>The make of PLC when nothing is known of it.</summary>
    public const string AnyMake = "generic";

    private const string UnitPlace = "{unit}";
    private const string SignalPlace = "{signal}";

    /// <summary>The makes that a tag map may name: each has its limits and habits.</summary>
    public static IReadOnlyList<string> Makes { get; } = [AnyMake, "s7-1500", "codesys", "twincat", "b&r"];

    /// <summary>Make of the PLC, one of <see cref="Makes"/>.</summary>
    public string Make { get; init; } = AnyMake;

    /// <summary>How the link is secured.</summary>
    public LinkSecurity Security { get; init; } = LinkSecurity.Secured;

    /// <summary>The node of a signal.</summary>
    /// <param name="unit">Work unit or compartment; <c>Plc</c>, <c>Mes</c> and <c>Hall</c> for the signals of the whole plant.</param>
    /// <param name="signal">Our name of the signal, e.g. <c>Cmd.Seq</c> or, of unit <c>Plc</c>, <c>BootId</c>.</param>
    public TagNode Node(string unit, string signal)
    {
        foreach (var entry in Overrides)
        {
            if (entry.Unit == unit && entry.Signal == signal)
            {
                return entry.Node;
            }
        }

        var identifier = NodePattern
            .Replace(UnitPlace, unit, StringComparison.Ordinal)
            .Replace(SignalPlace, SignalNames.GetValueOrDefault(signal, signal), StringComparison.Ordinal);
        return new TagNode(NamespaceUri, identifier);
    }
}
