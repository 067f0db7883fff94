using System.Collections.Concurrent;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests;

/// <summary>Certificates made once for the whole run: the larger keys take seconds.</summary>
internal static class TestCertificates
{
    public const string ClientUri = "urn:precastmes:opcua:client";

    private static readonly ConcurrentDictionary<(string Uri, CertificateKeyKind Kind, int Bits, int Number), Lazy<ApplicationCertificate>> Made = new();

    public static ApplicationCertificates Server(int bits = 2048) => Of(PlantServer.ApplicationUri, bits, 0);

    public static ApplicationCertificates Client(int bits = 2048, int number = 0) => Of(ClientUri, bits, number);

    /// <param name="number">Different ones have different keys.</param>
    public static ApplicationCertificate Get(string uri, CertificateKeyKind kind, int bits = 2048, int number = 0) =>
        Made.GetOrAdd((uri, kind, bits, number), key => new Lazy<ApplicationCertificate>(() => ApplicationCertificate.Create(
            new ApplicationCertificateRequest
            {
                ApplicationUri = key.Uri,
                ApplicationName = $"test {key.Number}",
                Hosts = ["localhost", "127.0.0.1"],
                KeyKind = key.Kind,
                RsaKeyBits = key.Bits,
            },
            TimeProvider.System))).Value;

    /// <summary>One of each kind of key.</summary>
    private static ApplicationCertificates Of(string uri, int bits, int number) => new(
        Get(uri, CertificateKeyKind.Rsa, bits, number),
        Get(uri, CertificateKeyKind.NistP256, number: number),
        Get(uri, CertificateKeyKind.NistP384, number: number));
}
