using System.CommandLine;

namespace PrecastMes.Server.Cli;

/// <summary>Options of every verb.</summary>
internal static class CommonOptions
{
    private static readonly Option<bool> VerboseOption = new("--verbose") { Description = Text.Of("option.verbose"), Recursive = true };

    /// <summary>Adds them to the root, from where the verbs inherit them.</summary>
    public static void AddTo(RootCommand root)
    {
        // Read before parsing by Language.Choose; declared here so that it is known, checked and helped.
        var language = new Option<string>("--lang") { Description = Text.Of("option.lang"), HelpName = "en|zh-CN", Recursive = true };
        language.AcceptOnlyFromAmong(Language.Names);
        root.Add(language);
        root.Add(VerboseOption);
    }

    /// <summary>Whether all log messages go to the console, not only warnings.</summary>
    public static bool Verbose(this ParseResult parsed) => parsed.GetValue(VerboseOption);
}
