namespace PrecastMes.PlcSim.Wire;

/// <summary>Where the simulator is found.</summary>
/// <param name="Port">TCP port; 0 takes any free one.</param>
internal sealed record EndpointSettings(int Port)
{
    /// <summary>Clients to dial, besides listening.</summary>
    public IReadOnlyList<string> ReverseConnectUrls { get; init; } = [];

    /// <summary>Discovery server to register at; null for none.</summary>
    public string? DiscoveryServerUrl { get; init; }
}
