namespace PrecastMes.Production.Lines;

/// <summary>An OPC UA node, by namespace URI because indexes change between servers.</summary>
/// <param name="NamespaceUri">Namespace.</param>
/// <param name="Identifier">Identifier in the text form of Part 6 §5.3.1.10 without namespace: <c>s=…</c>, <c>i=…</c>, <c>g=…</c> or <c>b=…</c>.</param>
public sealed record TagNode(string NamespaceUri, string Identifier);
