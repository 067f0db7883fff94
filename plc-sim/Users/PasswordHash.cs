using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PrecastMes.PlcSim.Users;

/// <summary>A password as it may be kept: PBKDF2 with SHA-256, as <c>pbkdf2-sha256$iterations$salt$hash</c>, the last two in base64.</summary>
internal sealed class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int LeastIterations = 100_000;
    private const int MostIterations = 10_000_000;
    private const int Length = 32;

    private readonly int iterations;
    private readonly byte[] salt;
    private readonly byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash)
    {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /// <summary>Hashes a password with new salt.</summary>
    public static PasswordHash Of(string password, int iterations = 210_000)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return new PasswordHash(iterations, salt, Derive(password, salt, iterations));
    }

    /// <summary>The hash that a text stands for, or null when it stands for none.</summary>
    public static PasswordHash? Parse(string text)
    {
        var parts = text.Split('$');
        return parts.Length == 4 && parts[0] == Scheme
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var iterations)
            && iterations is >= LeastIterations and <= MostIterations
            && FromBase64(parts[2]) is { Length: >= 16 } salt
            && FromBase64(parts[3]) is { Length: Length } hash
                ? new PasswordHash(iterations, salt, hash)
                : null;
    }

    /// <summary>Whether it is that password; takes as long for a wrong one.</summary>
    public bool Matches(string password) => CryptographicOperations.FixedTimeEquals(Derive(password, salt, iterations), hash);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");

    private static byte[] Derive(string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, Length);

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
