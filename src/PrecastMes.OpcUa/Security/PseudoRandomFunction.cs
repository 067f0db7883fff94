using System.Security.Cryptography;

namespace PrecastMes.OpcUa.Security;

/// <summary>P_SHA256: stretches a secret and a seed to as many bytes as are asked (RFC 5246 §5, Part 6 §6.7.5).</summary>
internal static class PseudoRandomFunction
{
    public static void Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> seed, Span<byte> output)
    {
        // A(0) = seed, A(i) = HMAC(secret, A(i-1)); the output is HMAC(secret, A(1) + seed) + HMAC(secret, A(2) + seed) + …
        byte[] chained = new byte[HMACSHA256.HashSizeInBytes + seed.Length];
        seed.CopyTo(chained.AsSpan(HMACSHA256.HashSizeInBytes));
        Span<byte> a = chained.AsSpan(0, HMACSHA256.HashSizeInBytes);
        Span<byte> block = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(secret, seed, a);
        while (!output.IsEmpty)
        {
            HMACSHA256.HashData(secret, chained, block);
            int count = Math.Min(block.Length, output.Length);
            block[..count].CopyTo(output);
            output = output[count..];
            HMACSHA256.HashData(secret, a, block);
            block.CopyTo(a);
        }

        CryptographicOperations.ZeroMemory(block);
        CryptographicOperations.ZeroMemory(chained);
    }
}
