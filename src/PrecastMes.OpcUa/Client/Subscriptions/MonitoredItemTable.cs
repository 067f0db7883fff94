using System.Collections.Concurrent;

namespace PrecastMes.OpcUa.Client;

/// <summary>The items of a subscription by the handle that the server gives back with each notification.</summary>
internal sealed class MonitoredItemTable
{
    private readonly ConcurrentDictionary<uint, MonitoredItem> _byHandle = new();
    private uint _lastHandle;

    /// <summary>Watches whether the server's namespaces move; not among <see cref="All"/>. Handles of others count up from 1.</summary>
    public MonitoredItem Namespaces { get; } = new(new MonitoredItemRequest(VariableIds.Server_NamespaceArray), uint.MaxValue) { NodeId = VariableIds.Server_NamespaceArray };

    public int Count => _byHandle.Count;

    /// <summary>In the order in which they were added.</summary>
    public MonitoredItem[] All => [.. _byHandle.Values.OrderBy(item => item.Handle)];

    public MonitoredItem Add(MonitoredItemRequest request)
    {
        var item = new MonitoredItem(request, Interlocked.Increment(ref _lastHandle));
        _byHandle[item.Handle] = item;
        return item;
    }

    public void Remove(MonitoredItem item) => _byHandle.TryRemove(item.Handle, out _);

    public bool TryGet(uint handle, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MonitoredItem? item)
    {
        item = handle == Namespaces.Handle ? Namespaces : null;
        return item is not null || _byHandle.TryGetValue(handle, out item);
    }
}
