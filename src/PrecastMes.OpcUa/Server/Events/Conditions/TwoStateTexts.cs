namespace PrecastMes.OpcUa.Server;

/// <summary>What a state is called when it is true and when it is not, in several locales (Part 9 §5.2).</summary>
internal sealed record TwoStateTexts(IReadOnlyList<LocalizedText> True, IReadOnlyList<LocalizedText> False);
