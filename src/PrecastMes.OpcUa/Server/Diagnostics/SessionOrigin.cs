namespace PrecastMes.OpcUa.Server;

/// <summary>
/// What a client said of itself when it created its session, for those who look at the diagnostics. It may have said it at great length,
/// and it is kept as long as the session: texts are cut, and of lists the begin is kept.
/// </summary>
internal sealed class SessionOrigin(CreateSessionRequest request, DateTime connectedAt)
{
    private const int LongestText = 256;
    private const int LongestList = 10;

    /// <summary>UTC of the protocol.</summary>
    public DateTime ConnectedAt => connectedAt;

    public string? SessionName { get; } = Cut(request.SessionName);

    public string? ServerUri { get; } = Cut(request.ServerUri);

    public string? EndpointUrl { get; } = Cut(request.EndpointUrl);

    public ApplicationDescription Client { get; } = Cut(request.ClientDescription);

    public static string?[] Cut(IEnumerable<string?> texts) => [.. texts.Take(LongestList).Select(Cut)];

    private static string? Cut(string? text) => text is { Length: > LongestText } ? text[..LongestText] : text;

    private static ApplicationDescription Cut(ApplicationDescription client) => new()
    {
        ApplicationUri = Cut(client.ApplicationUri),
        ProductUri = Cut(client.ProductUri),
        ApplicationName = new LocalizedText(Cut(client.ApplicationName.Text), Cut(client.ApplicationName.Locale)),
        ApplicationType = client.ApplicationType,
        GatewayServerUri = Cut(client.GatewayServerUri),
        DiscoveryProfileUri = Cut(client.DiscoveryProfileUri),
        DiscoveryUrls = client.DiscoveryUrls is { } urls ? Cut(urls) : null,
    };
}
