namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// The tokens of one channel. After a renewal messages may still come under the old token until one comes under the new one; each may be
/// used for a quarter of its lifetime longer than was agreed (Part 4 §5.6.2, Part 6 §6.7.3).
/// </summary>
internal sealed class ChannelTokens(TimeProvider time)
{
    private Token? _current;
    private Token? _previous;

    public uint ChannelId { get; private set; }

    public bool IsOpen => _current is not null;

    /// <summary>The token that outgoing messages carry.</summary>
    public uint SendTokenId { get; private set; }

    /// <param name="useAtOnce">The client sends under the new token at once, the server when it has seen it.</param>
    public void Add(uint channelId, uint tokenId, TimeSpan lifetime, bool useAtOnce)
    {
        ChannelId = channelId;
        _previous = _current;
        _current = new Token(tokenId, time.GetTimestamp(), lifetime * 1.25);
        if (useAtOnce || _previous is null)
        {
            SendTokenId = tokenId;
        }
    }

    /// <summary>Checks the token of an incoming message.</summary>
    public bool Accept(uint tokenId)
    {
        if (_current is { } current && current.Id == tokenId)
        {
            _previous = null;
            SendTokenId = tokenId;
            return !IsExpired(current);
        }

        return _previous is { } previous && previous.Id == tokenId && !IsExpired(previous);
    }

    private bool IsExpired(Token token) => time.GetElapsedTime(token.CreatedAt) > token.UsableFor;

    private sealed record Token(uint Id, long CreatedAt, TimeSpan UsableFor);
}
