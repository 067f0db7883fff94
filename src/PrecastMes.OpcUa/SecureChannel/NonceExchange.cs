using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>Keys from two random numbers, which the RSA policies encrypt on their way (Part 6 §6.7.5).</summary>
internal sealed class NonceExchange(SecurityPolicy policy) : KeyExchange(policy)
{
    public override byte[] Nonce { get; } = Security.Nonce.Create(policy.NonceLength);

    protected override void Derive(MessageSecurityMode mode, ReadOnlySpan<byte> peerNonce, bool isClient, Span<byte> clientMaterial, Span<byte> serverMaterial)
    {
        ReadOnlySpan<byte> clientNonce = isClient ? Nonce : peerNonce;
        ReadOnlySpan<byte> serverNonce = isClient ? peerNonce : Nonce;
        PseudoRandomFunction.Derive(serverNonce, clientNonce, clientMaterial);
        PseudoRandomFunction.Derive(clientNonce, serverNonce, serverMaterial);
    }
}
