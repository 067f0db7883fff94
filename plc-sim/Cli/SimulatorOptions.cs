namespace PrecastMes.PlcSim.Cli;

/// <summary>What the command line asks for.</summary>
/// <param name="Plant">Folder with <c>tags.yaml</c> and <c>plc-sim.yaml</c>.</param>
/// <param name="Port">TCP port; 0 for any free one.</param>
/// <param name="Speed">Plant seconds in a real second; null when not said.</param>
/// <param name="Seed">Decides the real working times.</param>
/// <param name="State">Folder where the plant is kept; null keeps nothing.</param>
/// <param name="Log">File of physical events; null logs none.</param>
/// <param name="ClockStart">Plant time at the anchor; null when not said.</param>
/// <param name="ClockAnchor">Real time of the clock's start; null when not said.</param>
/// <param name="IsVerbose">All messages of the program's log.</param>
internal sealed record SimulatorOptions(
    DirectoryInfo Plant,
    int Port,
    double? Speed,
    int Seed,
    DirectoryInfo? State,
    FileInfo? Log,
    DateTimeOffset? ClockStart,
    DateTimeOffset? ClockAnchor,
    bool IsVerbose)
{
    /// <summary>Folder of certificates; null is <c>pki</c> in <see cref="State"/>.</summary>
    public DirectoryInfo? Pki { get; init; }

    /// <summary>Certificates of clients to be trusted.</summary>
    public IReadOnlyList<FileInfo> Trusted { get; init; } = [];

    /// <summary>File of users; null for none but <see cref="User"/>.</summary>
    public FileInfo? Users { get; init; }

    /// <summary>One user more, an operator; null for none.</summary>
    public string? User { get; init; }

    /// <summary>Environment variable with the password of <see cref="User"/>.</summary>
    public string? PasswordVariable { get; init; }

    /// <summary>Clients to dial.</summary>
    public IReadOnlyList<string> ReverseConnectUrls { get; init; } = [];

    /// <summary>Where to register; null for nowhere.</summary>
    public string? DiscoveryServerUrl { get; init; }

    /// <summary>
    /// The clock: as the options say. What they leave open is taken from the clock of the last run, so that a restart
    /// finds the plant at the time at which it would be; without one, plant time is real time at the start.
    /// </summary>
    public PlantClock ClockFrom(PlantClock? last, DateTimeOffset realNow)
    {
        if (ClockStart is not null || ClockAnchor is not null || last is null)
        {
            var anchor = ClockAnchor ?? realNow;
            return new PlantClock(ClockStart ?? anchor, anchor, Speed ?? last?.Speed ?? 1);
        }

        return Speed is not { } speed || speed == last.Speed ? last : new PlantClock(last.At(realNow), realNow, speed);
    }
}
