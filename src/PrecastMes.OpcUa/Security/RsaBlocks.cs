using System.Security.Cryptography;

namespace PrecastMes.OpcUa.Security;

/// <summary>Encryption for an RSA key, block by block: each takes the key's length less what the padding needs (Part 6 §6.7.2.5).</summary>
internal static class RsaBlocks
{
    /// <summary>Bytes that one block holds.</summary>
    public static int PlainLength(SecurityPolicy policy, RSA key) => key.KeySize / 8 - policy.EncryptionOverhead;

    public static int CipherLength(SecurityPolicy policy, RSA key, int plainLength)
    {
        int plainBlock = PlainLength(policy, key);
        return (plainLength + plainBlock - 1) / plainBlock * (key.KeySize / 8);
    }

    public static void Encrypt(SecurityPolicy policy, RSA key, ReadOnlySpan<byte> plain, Span<byte> cipher)
    {
        int plainBlock = PlainLength(policy, key);
        while (!plain.IsEmpty)
        {
            int count = Math.Min(plainBlock, plain.Length);
            int written = key.Encrypt(plain[..count], cipher, policy.EncryptionPadding);
            plain = plain[count..];
            cipher = cipher[written..];
        }
    }

    /// <summary>Gives the number of bytes, or -1 for what was not encrypted for this key.</summary>
    public static int Decrypt(SecurityPolicy policy, RSA key, ReadOnlySpan<byte> cipher, Span<byte> plain)
    {
        int cipherBlock = key.KeySize / 8;
        if (cipher.IsEmpty || cipher.Length % cipherBlock != 0)
        {
            return -1;
        }

        int length = 0;
        Span<byte> block = stackalloc byte[cipherBlock];
        try
        {
            for (; !cipher.IsEmpty; cipher = cipher[cipherBlock..])
            {
                int count = key.Decrypt(cipher[..cipherBlock], block, policy.EncryptionPadding);
                block[..count].CopyTo(plain[length..]);
                length += count;
            }
        }
        catch (CryptographicException)
        {
            return -1;
        }

        CryptographicOperations.ZeroMemory(block);
        return length;
    }
}
