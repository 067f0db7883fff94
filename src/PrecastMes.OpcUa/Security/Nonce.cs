using System.Security.Cryptography;

namespace PrecastMes.OpcUa.Security;

/// <summary>Numbers that serve once (Part 4 §6.1.2, Part 6 §6.7.4).</summary>
internal static class Nonce
{
    /// <summary>Of the nonces of sessions, whatever the policy; those of OPN are as long as the policy says.</summary>
    public const int SessionLength = 32;

    public static byte[] Create(int length) => RandomNumberGenerator.GetBytes(length);

    /// <summary>Refuses what no generator makes: keys from such a nonce would be as good as known.</summary>
    /// <param name="earlier">What must not come again: the peer's nonces before this one, and ours.</param>
    /// <exception cref="OpcUaException">Bad_NonceInvalid.</exception>
    public static void Check(ReadOnlySpan<byte> nonce, int minLength, int maxLength, params ReadOnlySpan<byte[]?> earlier)
    {
        if (nonce.Length < minLength || nonce.Length > maxLength)
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadNonceInvalid, $"a nonce of {nonce.Length} bytes; {minLength} to {maxLength} are asked for");
        }

        if (!nonce.ContainsAnyExcept((byte)0))
        {
            throw OpcUaException.SecurityCheck(StatusCodes.BadNonceInvalid, "a nonce of zeros");
        }

        foreach (byte[]? other in earlier)
        {
            if (other is not null && nonce.SequenceEqual(other))
            {
                throw OpcUaException.SecurityCheck(StatusCodes.BadNonceInvalid, "a nonce that was used before");
            }
        }
    }
}
