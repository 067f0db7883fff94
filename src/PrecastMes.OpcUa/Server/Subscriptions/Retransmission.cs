namespace PrecastMes.OpcUa.Server;

/// <summary>The messages of a subscription that were sent and not yet acknowledged: the newest, so many of them and so many bytes.</summary>
internal sealed class Retransmission(int maxCount, int maxBytes)
{
    private readonly List<SentMessage> _messages = [];
    private long _bytes;

    public int Count => _messages.Count;

    /// <summary>Messages that went before they were acknowledged.</summary>
    public uint Discarded { get; private set; }

    public void Add(SentMessage message)
    {
        while (_messages.Count > 0 && (_messages.Count >= maxCount || _bytes + message.Size > maxBytes))
        {
            Discard(0);
        }

        _messages.Add(message);
        _bytes += message.Size;
    }

    public bool Acknowledge(uint sequenceNumber)
    {
        int at = _messages.FindIndex(message => message.SequenceNumber == sequenceNumber);
        if (at >= 0)
        {
            RemoveAt(at);
        }

        return at >= 0;
    }

    public SentMessage? Find(uint sequenceNumber) => _messages.Find(message => message.SequenceNumber == sequenceNumber);

    public uint[] Available()
    {
        uint[] numbers = new uint[_messages.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = _messages[i].SequenceNumber;
        }

        return numbers;
    }

    public void Clear()
    {
        while (_messages.Count > 0)
        {
            Discard(_messages.Count - 1);
        }
    }

    private void Discard(int index)
    {
        Discarded++;
        RemoveAt(index);
    }

    private void RemoveAt(int index)
    {
        SentMessage message = _messages[index];
        _messages.RemoveAt(index);
        _bytes -= message.Size;
        message.Release();
    }
}
