using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.SecureChannel;

/// <summary>
/// The keys of one token for one direction (Part 6 §6.7.5). One thread at a time; the algorithms are set up once, so that a chunk costs
/// no allocation.
/// </summary>
internal sealed class ChannelKeys : IDisposable
{
    private const int LongestSignature = 64;

    private readonly HMAC _hmac;
    private readonly ICryptoTransform? _cipher;
    private readonly byte[] _vector;
    private readonly byte[] _chained;

    /// <param name="material">Signing key, encrypting key and initialization vector, one after the other.</param>
    /// <param name="sending">True for the keys that we sign and encrypt with.</param>
    public ChannelKeys(SecurityPolicy policy, MessageSecurityMode mode, ReadOnlySpan<byte> material, bool sending)
    {
        SignatureLength = policy.SignatureLength;
        byte[] signingKey = material[..policy.SigningKeyLength].ToArray();
        _hmac = policy.Hash == HashAlgorithmName.SHA384 ? new HMACSHA384(signingKey) : new HMACSHA256(signingKey);
        _vector = material.Slice(policy.SigningKeyLength + policy.EncryptingKeyLength, policy.BlockLength).ToArray();
        _chained = (byte[])_vector.Clone();
        if (mode == MessageSecurityMode.SignAndEncrypt)
        {
            using var aes = Aes.Create();
            aes.Mode = CipherMode.CBC;
            aes.Padding = PaddingMode.None;
            aes.Key = material.Slice(policy.SigningKeyLength, policy.EncryptingKeyLength).ToArray();
            aes.IV = _vector;
            _cipher = sending ? aes.CreateEncryptor() : aes.CreateDecryptor();
        }
    }

    /// <summary>Bytes.</summary>
    public int SignatureLength { get; }

    public static int MaterialLength(SecurityPolicy policy) => policy.SigningKeyLength + policy.EncryptingKeyLength + policy.BlockLength;

    public void Sign(ReadOnlySpan<byte> data, Span<byte> signature) => _hmac.TryComputeHash(data, signature, out _);

    /// <summary>Takes as long for a wrong signature as for the right one.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[LongestSignature];
        _hmac.TryComputeHash(data, expected, out int length);
        return CryptographicOperations.FixedTimeEquals(expected[..length], signature);
    }

    /// <summary>In place; whole blocks.</summary>
    public void Encrypt(Memory<byte> data)
    {
        ArraySegment<byte> segment = Array(data);
        // The transform goes on from the message before. To begin anew from the vector without a reset, which allocates, what CBC will
        // mix into the first block is mixed out beforehand.
        Mix(segment.AsSpan());
        _cipher!.TransformBlock(segment.Array!, segment.Offset, segment.Count, segment.Array!, segment.Offset);
        segment.AsSpan(segment.Count - _chained.Length).CopyTo(_chained);
    }

    /// <summary>In place; whole blocks.</summary>
    public void Decrypt(Memory<byte> data)
    {
        ArraySegment<byte> segment = Array(data);
        Span<byte> lastCipher = stackalloc byte[_chained.Length];
        segment.AsSpan(segment.Count - lastCipher.Length).CopyTo(lastCipher);
        _cipher!.TransformBlock(segment.Array!, segment.Offset, segment.Count, segment.Array!, segment.Offset);
        Mix(segment.AsSpan());
        lastCipher.CopyTo(_chained);
    }

    public void Dispose()
    {
        _hmac.Dispose();
        _cipher?.Dispose();
    }

    private static ArraySegment<byte> Array(Memory<byte> data) => MemoryMarshal.TryGetArray(data, out ArraySegment<byte> segment)
        ? segment
        : throw new ArgumentException("The bytes of a chunk are in an array.", nameof(data));

    private void Mix(Span<byte> firstBlock)
    {
        for (int i = 0; i < _vector.Length; i++)
        {
            firstBlock[i] ^= (byte)(_vector[i] ^ _chained[i]);
        }
    }
}
