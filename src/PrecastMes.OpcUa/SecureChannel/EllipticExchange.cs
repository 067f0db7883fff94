using System.Buffers.Binary;
using System.Security.Cryptography;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// Keys from two ephemeral keys on the policy's curve (Part 6 §6.8.1): the nonces are the public keys, x before y, and the secret that both
/// sides make of them never travels.
/// </summary>
internal sealed class EllipticExchange : KeyExchange
{
    private readonly ECDiffieHellman _key;

    public EllipticExchange(SecurityPolicy policy)
        : base(policy)
    {
        _key = ECDiffieHellman.Create(policy.Curve!.Value);
        ECPoint point = _key.ExportParameters(includePrivateParameters: false).Q;
        Nonce = [.. point.X!, .. point.Y!];
    }

    public override byte[] Nonce { get; }

    public override void Dispose()
    {
        _key.Dispose();
        base.Dispose();
    }

    protected override void Derive(MessageSecurityMode mode, ReadOnlySpan<byte> peerNonce, bool isClient, Span<byte> clientMaterial, Span<byte> serverMaterial)
    {
        byte[] secret = Agree(peerNonce);
        ReadOnlySpan<byte> clientNonce = isClient ? Nonce : peerNonce;
        ReadOnlySpan<byte> serverNonce = isClient ? peerNonce : Nonce;

        // The length that goes into the salt is that of the keys which the mode uses.
        int length = mode == MessageSecurityMode.Sign ? Policy.SigningKeyLength : clientMaterial.Length;
        Expand(secret, [.. Length(length), .. "opcua-client"u8, .. clientNonce, .. serverNonce], clientMaterial);
        Expand(secret, [.. Length(length), .. "opcua-server"u8, .. serverNonce, .. clientNonce], serverMaterial);
        CryptographicOperations.ZeroMemory(secret);
    }

    private static byte[] Length(int length)
    {
        byte[] bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)length);
        return bytes;
    }

    private void Expand(byte[] secret, byte[] salt, Span<byte> material) => HKDF.DeriveKey(Policy.Hash, secret, material, salt, salt);

    private byte[] Agree(ReadOnlySpan<byte> peerNonce)
    {
        int half = peerNonce.Length / 2;
        try
        {
            // Importing refuses a point that is not on the curve.
            using var peer = ECDiffieHellman.Create(new ECParameters
            {
                Curve = Policy.Curve!.Value, Q = new ECPoint { X = peerNonce[..half].ToArray(), Y = peerNonce[half..].ToArray() },
            });
            using ECDiffieHellmanPublicKey peerKey = peer.PublicKey;
            return _key.DeriveRawSecretAgreement(peerKey);
        }
        catch (CryptographicException exception)
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadNonceInvalid, "the peer's nonce is no point on the policy's curve", exception);
        }
    }
}
