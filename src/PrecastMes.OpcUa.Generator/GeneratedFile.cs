namespace PrecastMes.OpcUa.Generator;

/// <summary>One file of the target folder: its name and its whole text.</summary>
internal sealed record GeneratedFile(string Name, string Text);
