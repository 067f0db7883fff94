namespace PrecastMes.OpcUa.Server;

/// <summary>A field of a reported event: a value, or a text in several locales.</summary>
internal readonly record struct EventField(Variant Value, IReadOnlyList<LocalizedText>? Texts = null)
{
    public static EventField Of(IReadOnlyList<LocalizedText> texts) => texts.Count switch
    {
        0 => new EventField(new LocalizedText(null)),
        1 => new EventField(texts[0]),
        _ => new EventField(texts[0], texts),
    };

    /// <summary>
    /// The text in the first of the locales that there is one for (Part 4 §5.4): by the whole locale, then by its language; the first text
    /// when there is none.
    /// </summary>
    public Variant For(IReadOnlyList<string> locales)
    {
        if (Texts is null)
        {
            return Value;
        }

        foreach (string locale in locales)
        {
            foreach (LocalizedText text in Texts)
            {
                if (string.Equals(text.Locale, locale, StringComparison.OrdinalIgnoreCase))
                {
                    return text;
                }
            }

            foreach (LocalizedText text in Texts)
            {
                if (string.Equals(Language(text.Locale), Language(locale), StringComparison.OrdinalIgnoreCase))
                {
                    return text;
                }
            }
        }

        return Value;
    }

    private static string? Language(string? locale) => locale?.Split('-')[0];
}
