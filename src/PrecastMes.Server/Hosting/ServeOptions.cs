using PrecastMes.Production.Lines;

namespace PrecastMes.Server.Hosting;

/// <summary>What a running server is told.</summary>
/// <param name="DataDirectory">Holds the database and everything else that must survive; made when absent.</param>
/// <param name="Urls">Where it listens, separated by semicolons.</param>
/// <param name="PlantDirectory">The plant's files.</param>
/// <param name="PlcEndpoint">The line's OPC UA endpoint; null takes the one of <c>tags.yaml</c>.</param>
/// <param name="Clock">Plant time.</param>
/// <param name="Verbose">All log messages on the console, not only warnings.</param>
internal sealed record ServeOptions(string DataDirectory, string Urls, string PlantDirectory, string? PlcEndpoint, PlantClock Clock, bool Verbose)
{
    /// <summary>How the link to the PLC is secured; null takes what <c>tags.yaml</c> says.</summary>
    public LinkSecurity? PlcSecurity { get; init; }

    /// <summary>Password of the PLC's user; null takes it from where <c>tags.yaml</c> says.</summary>
    public string? PlcPassword { get; init; }
}
