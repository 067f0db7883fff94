using System.Buffers.Binary;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Server;

/// <summary>The items of a subscription that have notifications, in the order in which they got them, and the messages made from them.</summary>
internal sealed class ReadyItems
{
    private readonly Queue<MonitoredItem> _data = new();
    private readonly Queue<MonitoredItem> _events = new();
    private int _lastSize = 256;

    /// <summary>Notifications of data that were written so far.</summary>
    public uint DataWritten { get; private set; }

    public uint EventsWritten { get; private set; }

    public bool Any => AnyIn(_data) || AnyIn(_events);

    public void Add(MonitoredItem item)
    {
        item.IsListedReady = true;
        (item is DataMonitoredItem ? _data : _events).Enqueue(item);
    }

    public void Clear()
    {
        _data.Clear();
        _events.Clear();
    }

    /// <summary>
    /// A NotificationMessage (Part 4 §7.26) of at most so many notifications, written straight from the queues. It grows a little beyond
    /// <paramref name="maxBytes"/>: the notification that crosses the line is the last.
    /// </summary>
    public SentMessage Write(uint sequenceNumber, DateTime publishTime, DateTime plantNow, int maxNotifications, int maxBytes)
    {
        var encoder = new BinaryEncoder(_lastSize);
        encoder.WriteUInt32(sequenceNumber);
        encoder.WriteDateTime(publishTime);
        int countAt = encoder.Length;
        encoder.WriteInt32(0);
        int parts = 0;
        if (AnyIn(_data))
        {
            int start = Begin(encoder, DataChangeNotification.BinaryEncodingId);
            int written = WriteQueue(encoder, _data, plantNow, maxNotifications, maxBytes);
            maxNotifications -= written;
            DataWritten += (uint)written;

            // No diagnostics.
            encoder.WriteInt32(-1);
            End(encoder, start);
            parts++;
        }

        if (AnyIn(_events) && maxNotifications > 0 && encoder.Length < maxBytes)
        {
            int start = Begin(encoder, EventNotificationList.BinaryEncodingId);
            EventsWritten += (uint)WriteQueue(encoder, _events, plantNow, maxNotifications, maxBytes);
            End(encoder, start);
            parts++;
        }

        Patch(encoder, countAt, parts);
        _lastSize = encoder.Length;
        return new SentMessage(sequenceNumber, encoder);
    }

    // An item that was listed may have been disabled since.
    private static bool AnyIn(Queue<MonitoredItem> ready)
    {
        while (ready.TryPeek(out MonitoredItem? item))
        {
            if (item.HasNotifications)
            {
                return true;
            }

            item.IsListedReady = false;
            ready.Dequeue();
        }

        return false;
    }

    private static int WriteQueue(BinaryEncoder encoder, Queue<MonitoredItem> ready, DateTime now, int max, int maxBytes)
    {
        int countAt = encoder.Length;
        encoder.WriteInt32(0);
        int count = 0;
        while (ready.TryPeek(out MonitoredItem? item))
        {
            while (item.HasNotifications && count < max && encoder.Length < maxBytes)
            {
                item.WriteNext(encoder, now);
                count++;
            }

            if (item.HasNotifications)
            {
                break;
            }

            item.IsListedReady = false;
            ready.Dequeue();
        }

        Patch(encoder, countAt, count);
        return count;
    }

    // An ExtensionObject with a binary body (Part 6 §5.2.2.15); its length is known at the end.
    private static int Begin(BinaryEncoder encoder, uint encodingId)
    {
        encoder.WriteNodeId(new NodeId(0, encodingId));
        encoder.WriteByte(1);
        encoder.WriteInt32(0);
        return encoder.Length;
    }

    private static void End(BinaryEncoder encoder, int start) => Patch(encoder, start - sizeof(int), encoder.Length - start);

    private static void Patch(BinaryEncoder encoder, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(encoder.WrittenMutable.Span[at..], value);
}
