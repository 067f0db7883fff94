using System.Security.Cryptography.X509Certificates;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

/// <summary>Whatever bytes a peer sends as its certificate, the answer is a verdict.</summary>
public sealed class CertificateBytesTests
{
    private static readonly CertificateExpectation Server = new(CertificateHolder.Server) { ApplicationUri = "urn:plant:press", Host = "press.plant" };

    [Fact]
    public void Chain_is_cut_into_its_certificates()
    {
        TestCertificate root = TestCertificate.AuthorityNamed("root");
        X509Certificate2 authority = root.SelfSigned(), press = new TestCertificate().IssuedBy(root);

        CertificateVerdict verdict = CertificateChain.TryRead((byte[])[.. press.RawData, .. authority.RawData], out CertificateChain? chain);

        Assert.True(verdict.IsGood, verdict.Reason);
        Assert.Equal(press.Thumbprint, chain!.Leaf.Thumbprint);
        Assert.Equal(press.RawData, chain.LeafDer.ToArray());
        Assert.Equal(authority.Thumbprint, Assert.Single(chain.Issuers).Thumbprint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("30")]
    [InlineData("3000")]
    [InlineData("3080")]
    [InlineData("30800000")]
    [InlineData("3084FFFFFFFF")]
    [InlineData("30847FFFFFFF00")]
    [InlineData("0401AA")]
    [InlineData("2D2D2D2D2D424547494E2043455254494649434154452D2D2D2D2D")]
    public void Bytes_that_are_no_certificate_are_invalid(string hex)
    {
        CertificateVerdict verdict = CertificateChain.TryRead(Convert.FromHexString(hex), out CertificateChain? chain);

        Assert.Null(chain);
        Assert.Equal(StatusCodes.BadCertificateInvalid, verdict.Status);
        Assert.NotEmpty(verdict.Reason);
    }

    [Fact]
    public void Garbage_behind_a_good_certificate_makes_the_chain_invalid()
    {
        byte[] press = new TestCertificate().SelfSigned().RawData;

        Assert.Equal(StatusCodes.BadCertificateInvalid, CertificateChain.TryRead((byte[])[.. press, 0x30, 0x05, 0x01], out _).Status);
    }

    [Fact]
    public void Chain_of_more_than_7500_bytes_is_refused_unread()
    {
        byte[] press = new TestCertificate().SelfSigned().RawData;
        byte[] huge = [.. Enumerable.Repeat(press, CertificateChain.MaxBytes / press.Length + 1).SelectMany(bytes => bytes)];

        CertificateVerdict verdict = CertificateChain.TryRead(huge, out _);

        Assert.Equal(StatusCodes.BadCertificateInvalid, verdict.Status);
        Assert.Contains("7500", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Chain_of_more_certificates_than_its_depth_allows_is_refused()
    {
        var small = new ApplicationCertificateRequest { ApplicationUri = "urn:a", ApplicationName = "a", Organization = "a", KeyKind = CertificateKeyKind.NistP256 };
        byte[] one = ApplicationCertificate.Create(small, TimeProvider.System).Chain.ToArray();

        CertificateVerdict verdict = CertificateChain.TryRead((byte[])[.. Enumerable.Repeat(one, CertificateChain.MaxDepth + 1).SelectMany(bytes => bytes)], out _);

        Assert.Equal(StatusCodes.BadCertificateInvalid, verdict.Status);
        Assert.Contains("more than 8", verdict.Reason, StringComparison.Ordinal);
    }

    /// <summary>The same signature with a bit declared unused would make two certificates of one.</summary>
    [Fact]
    public void Signature_that_does_not_fill_its_last_byte_is_refused()
    {
        byte[] der;
        do
        {
            der = new TestCertificate().SelfSigned().RawData;
        }
        while (der[^1] % 2 != 0);

        // The octet before the 256 of the signature counts the unused bits (X.690 §8.6.2).
        der[^257] = 1;
        var validator = new CertificateValidator(TrustList.Empty, new CertificateValidation(), TestCertificate.Now);
        CertificateChain.TryRead(der, out CertificateChain? chain);

        Assert.Equal(StatusCodes.BadCertificateInvalid, validator.Check(chain!, Server).Status);
    }

    /// <summary>Bytes are changed, cut out, doubled; the trusted certificate itself is the seed, so a forgery would be accepted by mistake.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Mutated_certificate_is_a_verdict_and_never_good(int seed)
    {
        TestCertificate root = TestCertificate.AuthorityNamed("root");
        X509Certificate2 authority = root.SelfSigned(), press = new TestCertificate().IssuedBy(root);
        var list = new TrustList([authority, press], [], [RevocationList.Read(TestRevocationList.Of(authority))]);
        var validator = new CertificateValidator(list, new CertificateValidation(), TestCertificate.Now);
        byte[] original = press.RawData;
        var random = new Random(seed);
        int read = 0;
        for (int round = 0; round < 2_000; round++)
        {
            byte[] mutated = Mutate(original, random);
            if (mutated.AsSpan().SequenceEqual(original))
            {
                continue;
            }

            CertificateVerdict verdict = CertificateChain.TryRead(mutated, out CertificateChain? chain);
            if (chain is null)
            {
                Assert.Equal(StatusCodes.BadCertificateInvalid, verdict.Status);
                continue;
            }

            read++;
            // Bits beyond a signature's end belong to nobody's content, all others are covered by it.
            using (chain)
            {
                Assert.True(validator.Check(chain, Server).Status.IsBad, $"seed {seed}, round {round}: {Convert.ToHexString(mutated)}");
            }
        }

        Assert.True(read > 100, $"only {read} mutations could be read as certificates");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_revocation_list_is_read_or_refused_and_never_heeded(int seed)
    {
        TestCertificate root = TestCertificate.AuthorityNamed("root");
        X509Certificate2 authority = root.SelfSigned(), press = new TestCertificate().IssuedBy(root);
        byte[] original = TestRevocationList.Of(authority, null, null, press);
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] mutated = Mutate(original, random);
            try
            {
                RevocationList list = RevocationList.Read(mutated);
                Assert.True(!list.IsOf(authority) || mutated.AsSpan().SequenceEqual(original), $"seed {seed}, round {round}");
            }
            catch (System.Formats.Asn1.AsnContentException)
            {
                // Refused.
            }
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = new List<byte>(original);
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
                case 1:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 20), bytes.Count - at)));
                    break;
                case 2:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }
}
