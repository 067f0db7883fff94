using System.Globalization;
using Microsoft.Extensions.Localization;
using PrecastMes.Production;

namespace PrecastMes.Server.Hmi.Resources;

/// <summary>
/// Texts and formats of one user's screen. The culture is taken once, when the screen opens: pushes from the line arrive on
/// threads that know nothing of the user's language.
/// </summary>
public sealed class ScreenText(IStringLocalizer<HmiText> texts)
{
    /// <summary>The user's culture.</summary>
    public CultureInfo Culture { get; } = CultureInfo.CurrentUICulture;

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public string Language => Culture.TwoLetterISOLanguageName;

    /// <summary>The text of a key; the key itself, marked, when no file has it.</summary>
    public string this[string key]
    {
        get
        {
            EnterCulture();
            var found = texts[key];
            return found.ResourceNotFound ? $"[{key}]" : found.Value;
        }
    }

    /// <summary>The text of a key with values at its numbered places.</summary>
    public string this[string key, params object?[] values] => string.Format(Culture, this[key], values);

    /// <summary>The text of a code that data may bring and no file may know, e.g. an operation: the code itself then.</summary>
    public string Coded(string prefix, string code)
    {
        EnterCulture();
        var found = texts[$"{prefix}.{code}"];
        return found.ResourceNotFound ? code : found.Value;
    }

    /// <summary>A name of the plant's configuration in the user's language.</summary>
    public string Name(LocalizedText text) => text.For(Language);

    /// <summary>A number with its group separators.</summary>
    public string Number(double value, int decimals = 0) => value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture);

    /// <summary>A share, 0–1, as per cent.</summary>
    public string Percent(double share, int decimals = 1) =>
        (share * 100).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture) + " %";

    /// <summary>Litres as cubic metres.</summary>
    public string M3(long litres, int decimals = 1) => Number(litres / 1000.0, decimals);

    /// <summary>Makes the calling thread speak the user's language while it renders.</summary>
    public void EnterCulture()
    {
        if (!ReferenceEquals(CultureInfo.CurrentUICulture, Culture))
        {
            CultureInfo.CurrentUICulture = Culture;
            CultureInfo.CurrentCulture = Culture;
        }
    }
}
