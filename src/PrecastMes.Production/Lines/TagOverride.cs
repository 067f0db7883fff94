namespace PrecastMes.Production.Lines;

/// <summary>A signal whose node does not follow the pattern of its <see cref="TagMap"/>.</summary>
/// <param name="Unit">Work unit.</param>
/// <param name="Signal">Our name of the signal.</param>
/// <param name="Node">Its node.</param>
public sealed record TagOverride(string Unit, string Signal, TagNode Node);
