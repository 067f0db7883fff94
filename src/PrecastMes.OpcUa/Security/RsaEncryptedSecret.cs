using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security;

/// <summary>
/// A password on its way to the server, the format of the RSA policies (Part 4 §7.40.2.2): length of what follows, secret, the server's
/// last nonce, all encrypted for the server's certificate.
/// </summary>
internal static class RsaEncryptedSecret
{
    /// <summary>Longer ones would tell their length by the number of blocks.</summary>
    public const int MaxSecretLength = 64;

    // Each costs the server an operation with its private key.
    private const int MaxBlocks = 4;

    /// <exception cref="OpcUaException">Bad_IdentityTokenInvalid: the secret is too long for this format.</exception>
    public static byte[] Encrypt(SecurityPolicy policy, X509Certificate2 server, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> serverNonce)
    {
        if (secret.Length > MaxSecretLength)
        {
            throw new OpcUaException(StatusCodes.BadIdentityTokenInvalid, $"a password of {secret.Length} bytes; {MaxSecretLength} can be sent under policy {policy}");
        }

        using RSA key = server.GetRSAPublicKey()
            ?? throw OpcUaException.SecurityCheck(StatusCodes.BadCertificateInvalid, $"the certificate {server.Subject} has no key for policy {policy}");
        byte[] plain = new byte[sizeof(uint) + secret.Length + serverNonce.Length];
        BinaryPrimitives.WriteInt32LittleEndian(plain, secret.Length + serverNonce.Length);
        secret.CopyTo(plain.AsSpan(sizeof(uint)));
        serverNonce.CopyTo(plain.AsSpan(sizeof(uint) + secret.Length));
        byte[] cipher = new byte[RsaBlocks.CipherLength(policy, key, plain.Length)];
        RsaBlocks.Encrypt(policy, key, plain, cipher);
        CryptographicOperations.ZeroMemory(plain);
        return cipher;
    }

    /// <summary>Null for what was not made for us and this nonce; which of it was wrong is nobody's business.</summary>
    public static byte[]? Decrypt(SecurityPolicy policy, X509Certificate2 own, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> serverNonce)
    {
        using RSA? key = own.GetRSAPrivateKey();
        if (key is null || cipher.Length > MaxBlocks * key.KeySize / 8)
        {
            return null;
        }

        byte[] plain = new byte[cipher.Length];
        int length = RsaBlocks.Decrypt(policy, key, cipher, plain);
        byte[]? secret = null;
        if (length >= sizeof(uint) + serverNonce.Length
            && BinaryPrimitives.ReadInt32LittleEndian(plain) is var told && told >= serverNonce.Length && told <= length - sizeof(uint)
            && CryptographicOperations.FixedTimeEquals(plain.AsSpan(sizeof(uint) + told - serverNonce.Length, serverNonce.Length), serverNonce))
        {
            secret = plain[sizeof(uint)..(sizeof(uint) + told - serverNonce.Length)];
        }

        CryptographicOperations.ZeroMemory(plain);
        return secret;
    }
}
