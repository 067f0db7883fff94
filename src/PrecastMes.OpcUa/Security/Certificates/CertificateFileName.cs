using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Security.Certificates;

/// <summary>Names certificate files so that an engineer finds them: common name, then thumbprint.</summary>
internal static class CertificateFileName
{
    private const int MaxNameLength = 60;

    /// <summary><c>Name [THUMBPRINT].der</c>; the name is a peer's word, so only letters and digits of it reach the file system.</summary>
    public static string Of(X509Certificate2 certificate) => $"{Stem(certificate)}.der";

    public static string Stem(X509Certificate2 certificate)
    {
        string name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        IEnumerable<char> safe = name.Take(MaxNameLength).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_');
        return $"{string.Concat(safe)} [{certificate.Thumbprint}]";
    }
}
