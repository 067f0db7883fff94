namespace PrecastMes.OpcUa;

/// <summary>A text for people with its locale, such as <c>zh-CN</c> (Part 3 §8.5).</summary>
public readonly record struct LocalizedText(string? Text, string? Locale = null)
{
    public static implicit operator LocalizedText(string? text) => new(text);

    public override string ToString() => Text ?? "";
}
