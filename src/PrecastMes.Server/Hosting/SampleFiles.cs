namespace PrecastMes.Server.Hosting;

/// <summary>
/// Where configuration lies when the command line names none: beside the program, where the build puts the repository's
/// <c>config</c> folder, also when it is published.
/// </summary>
internal static class SampleFiles
{
    private static string Config => Path.Combine(AppContext.BaseDirectory, "config");

    /// <summary>The full sample plant.</summary>
    public static string Plant => Path.Combine(Config, "plants", "jinhai");

    /// <summary>The sample orders of a plant: those in its own folder, else those beside the folder of plants.</summary>
    public static IReadOnlyList<string> OrdersOf(string plantDirectory)
    {
        string[] folders = [Path.Combine(plantDirectory, "orders"), Path.GetFullPath(Path.Combine(plantDirectory, "..", "..", "orders"))];
        return folders.Where(Directory.Exists)
            .Select(folder => Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).ToArray())
            .FirstOrDefault(files => files.Length > 0) ?? [];
    }

    /// <summary>The city's targets beside the folder of plants, else the sample's.</summary>
    public static string CityTargetsFor(string plantDirectory)
    {
        string[] folders = [Path.GetFullPath(Path.Combine(plantDirectory, "..", "..", "city")), Path.Combine(Config, "city")];
        return folders.Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*-targets.json").Order(StringComparer.Ordinal))
            .FirstOrDefault() ?? throw new FileNotFoundException($"No *-targets.json in {string.Join(" or ", folders)}.");
    }
}
