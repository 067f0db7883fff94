using System.Collections.Concurrent;

namespace PrecastMes.OpcUa.Client;

/// <summary>The items of a subscription by the handle that the server gives back with each notification.</summary>
internal sealed class MonitoredItemTable
{
    private readonly ConcurrentDictionary<uint, MonitoredItem> _byHandle = new();
    private uint _lastHandle;

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

    public bool TryGet(uint handle, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out MonitoredItem? item) => _byHandle.TryGetValue(handle, out item);
}
