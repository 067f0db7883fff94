namespace PrecastMes.OpcUa.Client;

/// <summary>What a server tells on a channel without security and without a session (Part 4 §5.5).</summary>
internal static class DiscoveryCalls
{
    public static async Task<IReadOnlyList<ApplicationDescription>> FindServersAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        using ClientChannel channel = await ClientChannel.OpenAsync(options, ChosenEndpoint.Unsecured, cancellationToken);
        var request = new FindServersRequest { EndpointUrl = options.EndpointUrl };
        FindServersResponse response = await channel.SendAsync<FindServersResponse>(request, cancellationToken);
        await channel.CloseAsync();
        return response.Servers ?? [];
    }

    public static async Task<IReadOnlyList<ServerOnNetwork>> FindServersOnNetworkAsync(OpcUaClientOptions options, CancellationToken cancellationToken)
    {
        using ClientChannel channel = await ClientChannel.OpenAsync(options, ChosenEndpoint.Unsecured, cancellationToken);
        FindServersOnNetworkResponse response = await channel.SendAsync<FindServersOnNetworkResponse>(new FindServersOnNetworkRequest(), cancellationToken);
        await channel.CloseAsync();
        return response.Servers ?? [];
    }
}
