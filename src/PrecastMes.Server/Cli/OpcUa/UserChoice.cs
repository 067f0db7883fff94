using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary>Makes the user of a session from the options. Passwords come from the environment or the keyboard, never from the command line.</summary>
internal static class UserChoice
{
    /// <exception cref="UsageException">The options don't make a user.</exception>
    public static UserIdentity Read(string? name, string? passwordVariable, FileInfo? certificate, FileInfo? key)
    {
        if (name is not null && certificate is not null)
        {
            throw new UsageException(Text.Of("opcua.user.two"));
        }

        if (certificate is not null)
        {
            return UserIdentity.X509(Certificate(certificate, key, passwordVariable is null ? null : Password(passwordVariable)));
        }

        return name switch
        {
            null when passwordVariable is not null || key is not null => throw new UsageException(Text.Of("opcua.user.none")),
            null => UserIdentity.Anonymous,
            _ => UserIdentity.UserName(name, passwordVariable is null ? Typed(name) : Password(passwordVariable)),
        };
    }

    private static string Password(string variable) =>
        Environment.GetEnvironmentVariable(variable) ?? throw new UsageException(Text.Of("opcua.password.unset", variable));

    private static string Typed(string name)
    {
        if (Console.IsInputRedirected)
        {
            throw new UsageException(Text.Of("opcua.password.missing", name));
        }

        Console.Error.Write(Text.Of("opcua.password.ask", name));
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }

    private static X509Certificate2 Certificate(FileInfo certificate, FileInfo? key, string? password)
    {
        try
        {
            if (X509Certificate2.GetCertContentType(certificate.FullName) == X509ContentType.Pkcs12)
            {
                return X509CertificateLoader.LoadPkcs12FromFile(certificate.FullName, password);
            }

            if (key is null)
            {
                throw new UsageException(Text.Of("opcua.userKey.missing", certificate.FullName));
            }

            using var bare = X509CertificateLoader.LoadCertificateFromFile(certificate.FullName);
            return WithKey(bare, key.FullName, password);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new UsageException(Text.Of("opcua.userCert.bad", certificate.FullName, fault.Message));
        }
    }

    private static X509Certificate2 WithKey(X509Certificate2 certificate, string file, string? password)
    {
        using var key = certificate.GetRSAPublicKey() is not null ? (AsymmetricAlgorithm)RSA.Create() : ECDsa.Create();
        var content = File.ReadAllBytes(file);
        var text = Encoding.ASCII.GetString(content);
        if (!text.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            key.ImportPkcs8PrivateKey(content, out _);
        }
        else if (password is null)
        {
            key.ImportFromPem(text);
        }
        else
        {
            key.ImportFromEncryptedPem(text, password);
        }

        return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
    }
}
