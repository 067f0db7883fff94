using System.Security.Cryptography;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>One side's part in making the keys of a token: its nonce goes to the peer, the peer's comes back, and both make the same keys.</summary>
internal abstract class KeyExchange(SecurityPolicy policy) : IDisposable
{
    /// <summary>What the peer gets of us.</summary>
    public abstract byte[] Nonce { get; }

    protected SecurityPolicy Policy { get; } = policy;

    public static KeyExchange Begin(SecurityPolicy policy) =>
        policy.Curve is null ? new NonceExchange(policy) : new EllipticExchange(policy);

    /// <param name="isClient">Which side we are.</param>
    /// <exception cref="OpcUaException">The peer's nonce makes no keys.</exception>
    public TokenKeys Derive(MessageSecurityMode mode, ReadOnlySpan<byte> peerNonce, bool isClient)
    {
        int length = ChannelKeys.MaterialLength(Policy);
        byte[] material = new byte[2 * length];
        Span<byte> client = material.AsSpan(0, length);
        Span<byte> server = material.AsSpan(length);
        Derive(mode, peerNonce, isClient, client, server);
        var keys = new TokenKeys(
            new ChannelKeys(Policy, mode, isClient ? client : server, sending: true),
            new ChannelKeys(Policy, mode, isClient ? server : client, sending: false));
        CryptographicOperations.ZeroMemory(material);
        return keys;
    }

    public virtual void Dispose()
    {
    }

    protected abstract void Derive(MessageSecurityMode mode, ReadOnlySpan<byte> peerNonce, bool isClient, Span<byte> clientMaterial, Span<byte> serverMaterial);
}
