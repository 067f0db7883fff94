namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Nodes that are read again and again. Where the profile of the PLC says that it pays, they are registered, once in each session
/// (Part 4 §5.9.5); registered ids die with the session, so the next one registers anew.
/// </summary>
public sealed class CyclicNodes
{
    private readonly OpcUaConnection _connection;
    private readonly IReadOnlyList<ExpandedNodeId> _nodes;
    private volatile Registration? _registration;

    internal CyclicNodes(OpcUaConnection connection, IReadOnlyList<ExpandedNodeId> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        _connection = connection;
        _nodes = [.. nodes];
    }

    /// <summary>The values, in the order of the nodes.</summary>
    /// <exception cref="OpcUaException">No link, or the server refuses.</exception>
    /// <exception cref="KeyNotFoundException">The server has no namespace of such a URI.</exception>
    public async Task<DataValue[]> ReadAsync(CancellationToken cancellationToken)
    {
        OpcUaClient client = await _connection.ClientAsync(cancellationToken);
        Registration registration = _registration is { } known && known.Client == client ? known : await RegisterAsync(client, cancellationToken);
        return await client.ReadAsync(registration.Items, cancellationToken);
    }

    private async Task<Registration> RegisterAsync(OpcUaClient client, CancellationToken cancellationToken)
    {
        IReadOnlyList<NodeId> ids = [.. _nodes.Select(client.Resolve)];
        if (client.Options.Profile.RegisterNodes && ids.Count > 0)
        {
            try
            {
                ids = await client.RegisterNodesAsync(ids, cancellationToken);
            }
            catch (OpcUaException) when (!client.Broken.IsCompleted)
            {
                // Only faster with it; the ids as they are do as well.
            }
        }

        var registration = new Registration(client, [.. ids.Select(id => new ReadValueId { NodeId = id, AttributeId = AttributeIds.Value })]);
        _registration = registration;
        return registration;
    }

    private sealed record Registration(OpcUaClient Client, ReadValueId[] Items);
}
