namespace PrecastMes.Server.Demo;

/// <summary>What <c>demo</c> is told.</summary>
/// <param name="Speed">Plant seconds in a real second.</param>
/// <param name="Days">Plant days to run.</param>
/// <param name="Urls">Where pages and API listen; null takes the default port or, when that is taken, a free one.</param>
/// <param name="DataDirectory">Where to keep the data; null takes a new directory that is removed at the end.</param>
/// <param name="Seed">Seed of planning and simulation.</param>
/// <param name="PlantDirectory">The plant's files.</param>
/// <param name="Verbose">All log messages on the console, not only warnings.</param>
internal sealed record DemoOptions(
    double Speed, double Days, string? Urls, string? DataDirectory, int Seed, string PlantDirectory, bool Verbose);
