namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// The tokens of one channel; each may be used for a quarter of its lifetime (Part 4 §5.6.2, Part 6 §6.7.3) and
/// a few seconds longer than was agreed, which only very short lifetimes feel. A client
/// uses the new one at once, a server when it has seen it, and takes no older one from then on. Tokens are added and checked by the
/// receiving loop alone; the sending one only asks what to send under.
/// </summary>
internal sealed class ChannelTokens(TimeProvider time, bool isClient)
{
    // A server: the one in use, one that the client may be on its way to, and the newest. A client: as many as a short life lets overlap.
    private const int MaxHeldByServer = 3;
    private const int MaxHeldByClient = 8;

    // What was sent in time may be read late by a machine that was held up, and a renewal come late from one. A server may also answer each
    // request under the token of that request, as node-opcua does: a Publish under an old token, after a Read under the new one.
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(5);

    // Oldest first.
    private readonly List<ChannelToken> _held = new(MaxHeldByServer);
    private volatile ChannelToken? _sending;

    public uint ChannelId { get; private set; }

    public bool IsOpen => _sending is not null;

    /// <summary>What outgoing messages are made with.</summary>
    /// <exception cref="InvalidOperationException">The channel is not open.</exception>
    public ChannelToken Sending => _sending ?? throw new InvalidOperationException("The channel has no token yet.");

    /// <param name="lifetime">As agreed.</param>
    /// <param name="keys">Null without security.</param>
    public void Add(uint channelId, uint tokenId, TimeSpan lifetime, TokenKeys? keys)
    {
        ChannelId = channelId;
        if (isClient)
        {
            DropExpired();
        }
        else if (_held.Count == MaxHeldByServer)
        {
            Drop(1, 1);
        }

        var token = new ChannelToken(channelId, tokenId, time.GetTimestamp(), (lifetime * 1.25) + OnTheWay, keys);
        _held.Add(token);
        if (isClient || _sending is not { } sending || IsExpired(sending))
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

    /// <summary>A message under this token was found genuine: a client will use no older one again.</summary>
    public void Confirm(ChannelToken token)
    {
        if (isClient || ReferenceEquals(_held[0], token))
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

    private void DropExpired()
    {
        int expired = _held.TakeWhile(IsExpired).Count();
        Drop(0, Math.Max(expired, _held.Count - MaxHeldByClient + 1));
    }

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
