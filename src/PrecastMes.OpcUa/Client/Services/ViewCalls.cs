namespace PrecastMes.OpcUa.Client;

/// <summary>Browse, BrowseNext, TranslateBrowsePathsToNodeIds, RegisterNodes (Part 4 §5.9).</summary>
internal static class ViewCalls
{
    public static async Task<BrowseResult[]> BrowseAsync(OpcUaClient client, IReadOnlyList<BrowseDescription> what, CancellationToken cancellationToken)
    {
        BrowseResult[] results = await BrowseOnceAsync(client, what, cancellationToken);

        // Some had to wait for the continuation points of the others.
        for (int i = 0; i < results.Length; i++)
        {
            if (what.Count > 1 && results[i].StatusCode.IsSameCode(StatusCodes.BadNoContinuationPoints))
            {
                results[i] = (await BrowseOnceAsync(client, [what[i]], cancellationToken))[0];
            }
        }

        return results;
    }

    public static async Task<BrowsePathResult[]> TranslateAsync(OpcUaClient client, IReadOnlyList<BrowsePath> paths, CancellationToken cancellationToken) =>
        await OperationBatches<BrowsePath, BrowsePathResult>.RunAsync(
            paths,
            client.Limits.Translate,
            async (part, token) =>
                (await client.SendAsync<TranslateBrowsePathsToNodeIdsResponse>(new TranslateBrowsePathsToNodeIdsRequest { BrowsePaths = part }, token)).Results,
            BatchRule.Asking,
            cancellationToken);

    public static Task<NodeId[]> RegisterAsync(OpcUaClient client, IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken) =>
        OperationBatches<NodeId, NodeId>.RunAsync(
            nodes,
            client.Limits.Register,
            async (part, token) => (await client.SendAsync<RegisterNodesResponse>(new RegisterNodesRequest { NodesToRegister = part }, token)).RegisteredNodeIds,
            BatchRule.Acting,
            cancellationToken);

    public static async Task UnregisterAsync(OpcUaClient client, IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken) =>
        await OperationBatches<NodeId, NodeId>.RunAsync(
            nodes,
            client.Limits.Register,
            async (part, token) =>
            {
                await client.SendAsync<UnregisterNodesResponse>(new UnregisterNodesRequest { NodesToUnregister = part }, token);
                return part;
            },
            BatchRule.Acting,
            cancellationToken);

    private static Task<BrowseResult[]> BrowseOnceAsync(OpcUaClient client, IReadOnlyList<BrowseDescription> what, CancellationToken cancellationToken) =>
        OperationBatches<BrowseDescription, BrowseResult>.RunAsync(
            what,
            client.Limits.Browse,
            async (part, token) =>
            {
                BrowseResponse response = await client.SendAsync<BrowseResponse>(new BrowseRequest { NodesToBrowse = part }, token);
                return response.Results?.Length == part.Length ? await new BrowsePages(client, part, response.Results).CompleteAsync(token) : response.Results;
            },

            // Continuation points are few: two requests at once could take them from each other.
            BatchRule.Asking with { RequestsAtOnce = 1 },
            cancellationToken);
}
