using System.Security.Cryptography.X509Certificates;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>What may stand where a certificate is asked for. None of it is one that can be used.</summary>
internal static class OddCertificates
{
    public static IReadOnlyDictionary<string, byte[]> All { get; } = Make();

    private static Dictionary<string, byte[]> Make()
    {
        byte[] good = TestCertificates.Get("urn:odd", OpcUa.Security.Certificates.CertificateKeyKind.Rsa).Certificate.RawData;
        return new Dictionary<string, byte[]>
        {
            ["no bytes"] = [],
            ["one byte"] = [0x30],
            ["zeros"] = new byte[500],
            ["one byte over the limit"] = [.. good, .. new byte[7_501 - good.Length]],
            ["sixty thousand bytes"] = new byte[60_000],
            ["a sequence that claims two gigabytes"] = [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF, .. good],
            ["a sequence without a length"] = [0x30, 0x80, .. good, 0, 0],
            ["thousands of sequences in each other"] = Nested(1_200),
            ["a length of too many bytes"] = [0x30, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1, .. good],
            ["a certificate cut in half"] = good[..(good.Length / 2)],
            ["a certificate and half of another"] = [.. good, .. good[..(good.Length / 2)]],
            ["a certificate and text behind it"] = [.. good, .. "and more"u8],
            ["more certificates than a chain may have"] = [.. Enumerable.Repeat(good[..2], 1_000).SelectMany(each => each)],
            ["PEM"] = System.Text.Encoding.ASCII.GetBytes(X509CertificateLoader.LoadCertificate(good).ExportCertificatePem()),
            ["a certificate with a key of no bits"] = Replaced(good, [0x02, 0x82, 0x01, 0x01, 0x00], [0x02, 0x82, 0x01, 0x01, 0xFF]),
        };
    }

    private static byte[] Nested(int levels)
    {
        // Each with the length of what is inside, in the long form.
        byte[] inner = [0x05, 0x00];
        for (int i = 0; i < levels; i++)
        {
            inner = [0x30, 0x82, (byte)(inner.Length >> 8), (byte)inner.Length, .. inner];
        }

        return inner;
    }

    private static byte[] Replaced(byte[] bytes, byte[] what, byte[] with)
    {
        byte[] changed = [.. bytes];
        int at = changed.AsSpan().IndexOf(what);
        with.CopyTo(changed, at);
        return changed;
    }
}
