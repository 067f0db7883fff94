namespace PrecastMes.OpcUa.Client;

/// <summary>
/// One connection: one secure channel with one activated session. When the link breaks it breaks once, every request that waits fails,
/// and the object is of no more use: connect anew.
/// </summary>
public sealed class OpcUaClient : IAsyncDisposable
{
    private OpcUaClient(OpcUaClientOptions options) => Options = options;

    private OpcUaClientOptions Options { get; }

    /// <summary>The server's NamespaceArray at the start of the session.</summary>
    public IReadOnlyList<string> NamespaceUris { get; } = [];

    /// <summary>Completes, never fails, with the reason when the link is gone or the client is disposed.</summary>
    public Task<Exception> Broken { get; } = new TaskCompletionSource<Exception>().Task;

    public static Task<OpcUaClient> ConnectAsync(OpcUaClientOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ushort NamespaceIndex(string uri) => throw new NotSupportedException(uri + Options);

    public Task<DataValue[]> ReadAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<StatusCode[]> WriteAsync(IReadOnlyList<(NodeId Node, Variant Value)> values, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CallResult> CallAsync(NodeId objectId, NodeId method, IReadOnlyList<Variant> inputs, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReferenceDescription>> BrowseAsync(NodeId node, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<NodeId?> TranslateAsync(NodeId start, string browsePath, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Subscription> SubscribeAsync(SubscriptionOptions options, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
