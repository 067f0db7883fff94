using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// The client's side of OpenSecureChannel (Part 4 §5.6.2): asks for tokens and makes their keys. <see cref="Begin"/> and what follows are
/// never run for two tokens at a time.
/// </summary>
internal sealed class ClientSecureChannel(ChannelSecurity security, TimeProvider time) : IDisposable
{
    private KeyExchange? _exchange;
    private byte[]? _lastServerNonce;

    public ChannelSecurity Security { get; } = security;

    public ChannelTokens Tokens { get; } = new(time, isClient: true);

    public SequenceNumbers Received { get; } = new() { Legacy = security.Policy.LegacySequenceNumbers };

    public SequenceNumbers Sent { get; } = new() { Legacy = security.Policy.LegacySequenceNumbers };

    public OpenSecureChannelRequest Begin(SecurityTokenRequestType type, TimeSpan lifetime)
    {
        _exchange?.Dispose();
        _exchange = Security.Policy.IsSecure ? KeyExchange.Begin(Security.Policy) : null;
        return new OpenSecureChannelRequest
        {
            RequestType = type,
            SecurityMode = Security.Mode,
            ClientNonce = _exchange?.Nonce,
            RequestedLifetime = (uint)Math.Min(lifetime.TotalMilliseconds, uint.MaxValue),
        };
    }

    /// <summary>Opens the chunk of the answer, and gives its body.</summary>
    /// <exception cref="OpcUaException">It is not by the server that the channel was opened to.</exception>
    public ReadOnlyMemory<byte> Open(Chunk chunk, out uint requestId)
    {
        if (chunk.Letter != 'F')
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, "an OPN in more than one chunk");
        }

        AsymmetricHeader header = AsymmetricHeader.Decode(chunk, out int headerLength);
        if (header.SecurityPolicyUri != Security.Policy.Uri)
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadSecurityPolicyRejected, $"an OPN under {header.SecurityPolicyUri} on a channel under {Security.Policy}");
        }

        if (Security.Peer is { } peer
            && (!PeerCertificate.IsLeafOf(peer, header.SenderCertificate) || !Security.Own!.Thumbprint.Span.SequenceEqual(header.ReceiverThumbprint)))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadCertificateInvalid, "an OPN by or for another certificate than the channel's");
        }

        ReadOnlyMemory<byte> body = AsymmetricChunk.Open(chunk, headerLength, Security, out uint sequenceNumber, out requestId);
        return Received.Accept(sequenceNumber)
            ? body
            : throw new OpcUaException(StatusCodes.BadSequenceNumberInvalid, $"sequence number {sequenceNumber} of OPN");
    }

    /// <summary>To be run before any message behind the answer is looked at: it may come under the new token.</summary>
    /// <returns>The token's lifetime.</returns>
    public TimeSpan Use(OpenSecureChannelResponse response)
    {
        ChannelSecurityToken token = response.SecurityToken;
        if (Tokens.IsOpen && token.ChannelId != Tokens.ChannelId)
        {
            throw new OpcUaException(StatusCodes.BadTcpSecureChannelUnknown, $"the renewed channel {Tokens.ChannelId} is called {token.ChannelId}");
        }

        TokenKeys? keys = null;
        if (_exchange is { } exchange)
        {
            byte[] nonce = response.ServerNonce ?? [];
            Nonce.Check(nonce, Security.Policy.NonceLength, Security.Policy.NonceLength, _lastServerNonce, exchange.Nonce);
            _lastServerNonce = nonce;
            keys = exchange.Derive(Security.Mode, nonce, isClient: true);
            exchange.Dispose();
            _exchange = null;
        }

        var lifetime = TimeSpan.FromMilliseconds(Math.Max(token.RevisedLifetime, 1));
        Tokens.Add(token.ChannelId, token.TokenId, lifetime, keys);
        return lifetime;
    }

    public void Dispose() => _exchange?.Dispose();
}
