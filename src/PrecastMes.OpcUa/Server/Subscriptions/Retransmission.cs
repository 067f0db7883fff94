namespace PrecastMes.OpcUa.Server;

/// <summary>The messages of a subscription that were sent and not yet acknowledged, the newest so many of them.</summary>
internal sealed class Retransmission(int limit)
{
    private readonly List<NotificationMessage> _messages = [];

    public void Add(NotificationMessage message)
    {
        if (_messages.Count == limit)
        {
            _messages.RemoveAt(0);
        }

        _messages.Add(message);
    }

    public bool Acknowledge(uint sequenceNumber) => _messages.RemoveAll(message => message.SequenceNumber == sequenceNumber) > 0;

    public NotificationMessage? Find(uint sequenceNumber) => _messages.Find(message => message.SequenceNumber == sequenceNumber);

    public uint[] Available() => [.. _messages.Select(message => message.SequenceNumber)];
}
