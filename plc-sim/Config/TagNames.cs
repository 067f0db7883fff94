namespace PrecastMes.PlcSim.Config;

/// <summary>How signals are bound to nodes: what the simulator takes from <c>tags.yaml</c>.</summary>
/// <param name="NamespaceUri">Namespace of the nodes that follow the pattern.</param>
/// <param name="NodePattern">Identifier such as <c>s={unit}.{signal}</c>.</param>
/// <param name="SignalNames">Other names of signals in the pattern.</param>
/// <param name="Overrides">Nodes that follow no pattern, by unit and signal.</param>
internal sealed record TagNames(
    string NamespaceUri,
    string NodePattern,
    IReadOnlyDictionary<string, string> SignalNames,
    IReadOnlyDictionary<(string Unit, string Signal), TagNode> Overrides)
{
    /// <summary>The node of a signal.</summary>
    public TagNode Node(string unit, string signal) =>
        Overrides.TryGetValue((unit, signal), out var node)
            ? node
            : new TagNode(
                NamespaceUri,
                NodePattern.Replace("{unit}", unit, StringComparison.Ordinal)
                    .Replace("{signal}", SignalNames.GetValueOrDefault(signal, signal), StringComparison.Ordinal));
}

/// <summary>A node by namespace URI and identifier as text: <c>s=…</c> or <c>i=…</c>.</summary>
internal sealed record TagNode(string NamespaceUri, string Identifier);
