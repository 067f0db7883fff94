using System.Globalization;

namespace PrecastMes.Server.Cli;

/// <summary>Chooses between the product's two languages.</summary>
internal static class Language
{
    /// <summary>Names that <c>--lang</c> takes; the first is what anything unknown falls back to.</summary>
    public static readonly string[] Names = ["en", "zh-CN"];

    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary><c>zh</c> or <c>en</c>, of the thread's UI culture.</summary>
    public static string TwoLetters => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>
    /// Sets the UI culture of this and all later threads: from <c>--lang</c>, else from LC_ALL, LC_MESSAGES or LANG, else from the
    /// operating system. Numbers and dates are read and written the same in every language. The language is read from the raw arguments because the help itself is already in that language.
    /// </summary>
    public static void Choose(IReadOnlyList<string> arguments)
    {
        var culture = CultureInfo.GetCultureInfo(NameFor(Asked(arguments) ?? FromEnvironment() ?? CultureInfo.InstalledUICulture.Name));
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = culture;
        CultureInfo.DefaultThreadCurrentUICulture = culture;
    }

    /// <summary><c>zh-CN</c> for anything Chinese, else <c>en</c>.</summary>
    public static string NameFor(string asked) => asked.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Names[1] : Names[0];

    private static string? Asked(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith("--lang=", StringComparison.Ordinal))
            {
                return arguments[i]["--lang=".Length..];
            }

            if (arguments[i] == "--lang" && i + 1 < arguments.Count)
            {
                return arguments[i + 1];
            }
        }

        return null;
    }

    private static string? FromEnvironment() =>
        Variables
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));
}
