using System.Globalization;
using System.Resources;

namespace PrecastMes.Server.Cli;

/// <summary>Texts that users of the command line and of the HTTP API read, from <c>Text.resx</c> in the thread's UI culture.</summary>
internal static class Text
{
    private static readonly ResourceManager Resources = new("PrecastMes.Server.Cli.Text", typeof(Text).Assembly);

    /// <summary>The text of a key, its placeholders filled.</summary>
    internal static string Of(string key, params ReadOnlySpan<object?> arguments) => In(CultureInfo.CurrentUICulture, key, arguments);

    /// <summary>The text of a key in a language, for documents that have both.</summary>
    internal static string In(CultureInfo culture, string key, params ReadOnlySpan<object?> arguments)
    {
        var text = Resources.GetString(key, culture)
            ?? throw new ArgumentException($"Text.resx has no key '{key}'.", nameof(key));
        return arguments.IsEmpty ? text : string.Format(CultureInfo.InvariantCulture, text, arguments);
    }
}
