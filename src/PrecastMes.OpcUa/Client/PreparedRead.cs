namespace PrecastMes.OpcUa.Client;

/// <summary>
/// A Read of the same nodes again and again (Part 4 §5.11.2), for cyclic reading. The request is encoded once and the values are decoded
/// into memory of the caller: nothing is allocated for a call but the objects of values that are objects, as strings and arrays are.
/// Made by <see cref="OpcUaClient.PrepareRead"/>, of no use after that client. One call at a time.
/// </summary>
public sealed class PreparedRead
{
    private readonly PreparedReadCall[] _calls;

    internal PreparedRead(PreparedReadCall[] calls)
    {
        _calls = calls;
        Count = calls.Sum(call => call.Count);
    }

    /// <summary>The number of nodes.</summary>
    public int Count { get; }

    /// <summary>
    /// Reads the nodes, in as many requests as the server's limit asks for, one after the other. A node that can't be read has a bad
    /// status.
    /// </summary>
    /// <param name="values">Exactly as long as <see cref="Count"/>; holds the values, in the order of the nodes, when the task is done, and belongs to the call until then.</param>
    /// <exception cref="InvalidOperationException">The call before is still under way.</exception>
    /// <exception cref="OpcUaException">The server refused the request, did not answer in time, or the link broke.</exception>
    public ValueTask ReadAsync(Memory<DataValue> values, CancellationToken cancellationToken)
    {
        if (values.Length != Count)
        {
            throw new ArgumentException($"There is room for {values.Length} values, and {Count} nodes are read.", nameof(values));
        }

        return _calls.Length == 1 ? _calls[0].ReadAsync(values, cancellationToken) : ReadPartsAsync(values, cancellationToken);
    }

    private async ValueTask ReadPartsAsync(Memory<DataValue> values, CancellationToken cancellationToken)
    {
        foreach (PreparedReadCall call in _calls)
        {
            await call.ReadAsync(values[..call.Count], cancellationToken);
            values = values[call.Count..];
        }
    }
}
