using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>The private keys of a folder: PEM, DER (PKCS #8) or PFX without a password.</summary>
internal static class PrivateKeyFiles
{
    private const int MaxBytes = 64 * 1024;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>The certificate with its key, or null when the folder has no key that fits. Keys are found by what they are, not by file name.</summary>
    public static X509Certificate2? WithKey(X509Certificate2 certificate, string folder, ILogger logger)
    {
        byte[] publicKey = certificate.PublicKey.ExportSubjectPublicKeyInfo();
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            if (PkiFolders.IsUnfinished(path) || Path.GetFileName(path).StartsWith('.'))
            {
                continue;
            }

            try
            {
                using AsymmetricAlgorithm? key = Read(path);
                if (key is null || !key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey))
                {
                    continue;
                }

                if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
                {
                    Log.PrivateKeyOpenToOthers(logger, path);
                }

                return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
            }
            catch (Exception exception) when (exception is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
            {
                Log.CertificateFileUnreadable(logger, path, exception.Message);
            }
        }

        return null;
    }

    private static AsymmetricAlgorithm? Read(string path)
    {
        if (new FileInfo(path).Length > MaxBytes)
        {
            throw new InvalidDataException($"the file is longer than {MaxBytes} bytes");
        }

        byte[] content = File.ReadAllBytes(path);
        try
        {
            if (path.EndsWith(".pfx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".p12", StringComparison.OrdinalIgnoreCase))
            {
                using X509Certificate2 bundle = X509CertificateLoader.LoadPkcs12(content, null, X509KeyStorageFlags.EphemeralKeySet);
                return (AsymmetricAlgorithm?)bundle.GetRSAPrivateKey() ?? bundle.GetECDsaPrivateKey();
            }

            string text = System.Text.Encoding.ASCII.GetString(content);
            bool pem = text.Contains("-----BEGIN", StringComparison.Ordinal);
            return Import(RSA.Create(), pem, text, content) ?? Import(ECDsa.Create(), pem, text, content)
                ?? throw new CryptographicException("it holds no private key of RSA or of a curve without a password");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static AsymmetricAlgorithm? Import(AsymmetricAlgorithm key, bool pem, string text, byte[] content)
    {
        try
        {
            if (pem)
            {
                key.ImportFromPem(text);
            }
            else
            {
                key.ImportPkcs8PrivateKey(content, out _);
            }

            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }
}
