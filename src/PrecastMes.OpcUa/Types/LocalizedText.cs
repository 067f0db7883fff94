namespace PrecastMes.OpcUa;

/// <summary>A text for people with its locale, such as <c>zh-CN</c> (Part 3 §8.5).</summary>
public readonly record struct LocalizedText(string? Text, string? Locale = null)
{
    /// <summary>Text without a language.</summary>
    public static implicit operator LocalizedText(string? text) => new(text);

    /// <summary>The text; empty for null.</summary>
    public override string ToString() => Text ?? "";
}
