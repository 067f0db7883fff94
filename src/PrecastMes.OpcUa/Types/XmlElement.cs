namespace PrecastMes.OpcUa;

/// <summary>A piece of XML as its UTF-8 text, not parsed (Part 6 §5.2.2.8).</summary>
public readonly record struct XmlElement(string? Text);
