using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>The server's side of OpenSecureChannel (Part 4 §5.6.2): checks who opens or renews the channel, and makes its tokens.</summary>
internal sealed class ServerSecureChannel(uint channelId, OpcUaServerOptions options)
{
    private static readonly TimeSpan MinTokenLifetime = TimeSpan.FromSeconds(1);

    private uint _lastTokenId;
    private byte[]? _lastClientNonce;
    private byte[]? _lastServerNonce;

    public ChannelTokens Tokens { get; } = new(options.IntervalTime, isClient: false);

    public SequenceNumbers Received { get; } = new();

    public SequenceNumbers Sent { get; } = new();

    /// <summary>None until the channel is open.</summary>
    public ChannelSecurity Security { get; private set; } = ChannelSecurity.None;

    /// <exception cref="OpcUaException">The channel stays as it was, and the connection is of no more use.</exception>
    public OpenSecureChannelResponse Open(Chunk chunk, DateTime now, out uint requestId)
    {
        if (chunk.Letter != 'F')
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, "an OPN in more than one chunk");
        }

        AsymmetricHeader header = AsymmetricHeader.Decode(chunk, out int headerLength);
        ChannelSecurity security = Tokens.IsOpen ? SameAgain(header) : Offered(header);
        Received.Legacy = Sent.Legacy = security.Policy.LegacySequenceNumbers;
        ReadOnlyMemory<byte> body = AsymmetricChunk.Open(chunk, headerLength, security, out uint sequenceNumber, out requestId);
        if (!Received.Accept(sequenceNumber))
        {
            throw new OpcUaException(StatusCodes.BadSequenceNumberInvalid, $"sequence number {sequenceNumber} of OPN");
        }

        OpenSecureChannelRequest request = Decode(body.Span);
        bool renewal = request.RequestType == SecurityTokenRequestType.Renew;
        if (renewal != Tokens.IsOpen || (renewal && header.ChannelId != channelId))
        {
            throw new OpcUaException(
                renewal ? StatusCodes.BadTcpSecureChannelUnknown : StatusCodes.BadTcpMessageTypeInvalid,
                $"OPN {request.RequestType} of channel {header.ChannelId} while {(Tokens.IsOpen ? $"{channelId} is open" : "none is open")}");
        }

        CheckMode(security, request.SecurityMode, renewal);
        return Agree(security with { Mode = request.SecurityMode }, request, now);
    }

    private OpenSecureChannelRequest Decode(ReadOnlySpan<byte> body)
    {
        var decoder = new BinaryDecoder(body, options.Limits.Encoding);
        NodeId type = decoder.ReadNodeId();
        if (type != new NodeId(0, OpenSecureChannelRequest.BinaryEncodingId))
        {
            throw new OpcUaException(StatusCodes.BadTcpMessageTypeInvalid, $"{type} in an OPN");
        }

        OpenSecureChannelRequest request = OpenSecureChannelRequest.Decode(ref decoder);
        decoder.ExpectEnd();
        return request;
    }

    private ChannelSecurity Offered(AsymmetricHeader header)
    {
        SecurityPolicy policy = SecurityPolicy.Find(header.SecurityPolicyUri)
            ?? throw new OpcUaException(StatusCodes.BadSecurityPolicyRejected, $"security policy {header.SecurityPolicyUri}");
        if (!policy.IsSecure)
        {
            return ChannelSecurity.None;
        }

        ApplicationCertificate own = (options.SecurityPolicies.Contains(policy) ? options.Certificates?.For(policy) : null)
            ?? throw new OpcUaException(StatusCodes.BadSecurityPolicyRejected, $"security policy {policy} is not offered");
        return new ChannelSecurity(policy, MessageSecurityMode.Invalid, own, Check(header, policy, own));
    }

    /// <summary>A renewal is by the same certificates, and the client's is checked anew: trust may have been withdrawn meanwhile.</summary>
    private ChannelSecurity SameAgain(AsymmetricHeader header)
    {
        if (header.SecurityPolicyUri != Security.Policy.Uri)
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadSecurityPolicyRejected, $"a renewal under {header.SecurityPolicyUri} of a channel under {Security.Policy}");
        }

        if (Security.Own is not { } own)
        {
            return Security;
        }

        CertificateChain peer = Check(header, Security.Policy, own);
        return peer.LeafDer.Span.SequenceEqual(Security.Peer!.LeafDer.Span)
            ? Security
            : throw OpcUaException.SecurityCheck(StatusCodes.BadCertificateInvalid, "a renewal by another certificate than the channel's");
    }

    private CertificateChain Check(AsymmetricHeader header, SecurityPolicy policy, ApplicationCertificate own)
    {
        if (!own.Thumbprint.Span.SequenceEqual(header.ReceiverThumbprint))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadCertificateInvalid, "an OPN for another certificate than ours");
        }

        return PeerCertificate.Check(header.SenderCertificate, options.Trust, new CertificateExpectation(CertificateHolder.Client) { Policy = policy });
    }

    private void CheckMode(ChannelSecurity security, MessageSecurityMode mode, bool renewal)
    {
        bool allowed = renewal ? mode == security.Mode : security.Policy.IsSecure ? options.SecurityModes.Contains(mode) : mode == MessageSecurityMode.None;
        if (!allowed || (security.Policy.IsSecure && mode is not (MessageSecurityMode.Sign or MessageSecurityMode.SignAndEncrypt)))
        {
            throw new OpcUaException(StatusCodes.BadSecurityModeRejected, $"mode {mode} under policy {security.Policy}");
        }
    }

    private OpenSecureChannelResponse Agree(ChannelSecurity security, OpenSecureChannelRequest request, DateTime now)
    {
        byte[]? serverNonce = null;
        TokenKeys? keys = null;
        if (security.Policy.IsSecure)
        {
            Nonce.Check(request.ClientNonce, security.Policy.NonceLength, security.Policy.NonceLength, _lastClientNonce, _lastServerNonce);
            using KeyExchange exchange = KeyExchange.Begin(security.Policy);
            keys = exchange.Derive(security.Mode, request.ClientNonce, isClient: false);
            serverNonce = exchange.Nonce;
            _lastClientNonce = request.ClientNonce;
            _lastServerNonce = serverNonce;
        }

        Security = security;
        var lifetime = TimeSpan.FromMilliseconds(
            Math.Clamp(request.RequestedLifetime, MinTokenLifetime.TotalMilliseconds, options.Limits.MaxTokenLifetime.TotalMilliseconds));
        Tokens.Add(channelId, ++_lastTokenId, lifetime, keys);
        return new OpenSecureChannelResponse
        {
            ResponseHeader = Headers.Good(request.RequestHeader, now),
            SecurityToken = new ChannelSecurityToken
            {
                ChannelId = channelId, TokenId = _lastTokenId, CreatedAt = now, RevisedLifetime = (uint)lifetime.TotalMilliseconds,
            },
            ServerNonce = serverNonce,
        };
    }
}
