namespace PrecastMes.Production;

/// <summary>A name that users read, in the two languages of the product.</summary>
/// <param name="Zh">Simplified Chinese (zh-CN).</param>
/// <param name="En">English.</param>
public sealed record LocalizedText(string Zh, string En)
{
    /// <summary>The text for a two-letter language name; anything but <c>zh</c> reads English.</summary>
    public string For(string twoLetterLanguage) => twoLetterLanguage == "zh" ? Zh : En;

    /// <inheritdoc/>
    public override string ToString() => En;
}
