namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// The tokens of one channel. After a renewal messages may still come under the token before until one comes under the new one; each may
/// be used for a quarter of its lifetime longer than was agreed (Part 4 §5.6.2, Part 6 §6.7.3). Tokens are added and checked by the
/// receiving loop alone; the sending one only asks what to send under.
/// </summary>
internal sealed class ChannelTokens(TimeProvider time)
{
    // The one in use, one that the peer may be on its way to, and the newest.
    private const int MaxHeld = 3;

    // Oldest first.
    private readonly List<ChannelToken> _held = new(MaxHeld);
    private volatile ChannelToken? _sending;

    public uint ChannelId { get; private set; }

    public bool IsOpen => _sending is not null;

    /// <summary>What outgoing messages are made with.</summary>
    /// <exception cref="InvalidOperationException">The channel is not open.</exception>
    public ChannelToken Sending => _sending ?? throw new InvalidOperationException("The channel has no token yet.");

    /// <param name="lifetime">As agreed.</param>
    /// <param name="keys">Null without security.</param>
    /// <param name="useAtOnce">The client sends under the new token at once, the server when it has seen it.</param>
    public void Add(uint channelId, uint tokenId, TimeSpan lifetime, TokenKeys? keys, bool useAtOnce)
    {
        ChannelId = channelId;
        if (_held.Count == MaxHeld)
        {
            Drop(1, 1);
        }

        var token = new ChannelToken(channelId, tokenId, time.GetTimestamp(), lifetime * 1.25, keys);
        _held.Add(token);
        if (useAtOnce || _sending is not { } sending || IsExpired(sending))
        {
            _sending = token;
        }
    }

    /// <summary>The token of an incoming message; null for one that is unknown or too old.</summary>
    public ChannelToken? Find(uint tokenId)
    {
        ChannelToken? token = null;
        foreach (ChannelToken held in _held)
        {
            token = held.Id == tokenId ? held : token;
        }

        return token is not null && !IsExpired(token) ? token : null;
    }

    /// <summary>A message under this token was found genuine: the peer will use no older one again.</summary>
    public void Confirm(ChannelToken token)
    {
        if (ReferenceEquals(_held[0], token))
        {
            return;
        }

        int index = _held.IndexOf(token);
        bool sendsUnderOlder = _held.IndexOf(_sending!) < index;
        Drop(0, index);
        if (sendsUnderOlder)
        {
            _sending = token;
        }
    }

    private bool IsExpired(ChannelToken token) => time.GetElapsedTime(token.CreatedAt) > token.UsableFor;

    private void Drop(int index, int count)
    {
        for (int i = index; i < index + count; i++)
        {
            // The keys that are sent with may be in use just now; they go when nobody holds them.
            _held[i].Keys?.Receiving.Dispose();
        }

        _held.RemoveRange(index, count);
    }
}
