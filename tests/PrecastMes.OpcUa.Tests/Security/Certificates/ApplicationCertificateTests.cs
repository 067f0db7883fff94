using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

public sealed class ApplicationCertificateTests
{
    private static readonly ApplicationCertificateRequest What = new()
    {
        ApplicationUri = "urn:Plant%20One:MES/Line(1)",
        ApplicationName = "Line one",
        Hosts = ["mes.plant", "192.168.7.4", "fe80::1"],
        RsaKeyBits = 2048,
    };

    [Fact]
    public void Own_certificate_names_its_uri_character_for_character_and_all_its_hosts()
    {
        AlternativeNames names = AlternativeNames.Of(Create(What).Certificate);

        Assert.Equal("urn:Plant%20One:MES/Line(1)", names.ApplicationUri);
        Assert.Equal(["mes.plant"], names.HostNames);
        Assert.Equal(["192.168.7.4", "fe80::1"], names.Addresses.Select(address => address.ToString()));
    }

    [Theory]
    [InlineData(2048)]
    [InlineData(3072)]
    [InlineData(4096)]
    public void Own_rsa_certificate_may_do_what_an_application_has_to_and_is_no_authority(int bits)
    {
        X509Certificate2 certificate = Create(What with { RsaKeyBits = bits }).Certificate;

        Assert.Equal(bits, certificate.GetRSAPrivateKey()!.KeySize);
        Assert.Equal(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.KeyEncipherment
                | X509KeyUsageFlags.DataEncipherment | X509KeyUsageFlags.KeyCertSign,
            certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
        Assert.Equal(
            ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
            certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>().Select(purpose => purpose.Value));
        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal("sha256RSA", certificate.SignatureAlgorithm.FriendlyName);
        Assert.Equal(3, certificate.Version);
    }

    [Theory]
    [InlineData(CertificateKeyKind.NistP256, 256)]
    [InlineData(CertificateKeyKind.NistP384, 384)]
    public void Own_certificate_on_a_curve_signs_but_wraps_no_keys(CertificateKeyKind kind, int bits)
    {
        ApplicationCertificate own = Create(What with { KeyKind = kind });

        Assert.Equal(kind, own.KeyKind);
        Assert.Equal(bits, own.Certificate.GetECDsaPrivateKey()!.KeySize);
        Assert.Equal(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation | X509KeyUsageFlags.KeyCertSign,
            own.Certificate.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
    }

    [Fact]
    public void Own_certificate_lives_as_long_as_asked_and_began_an_hour_ago_for_peers_whose_clock_is_behind()
    {
        X509Certificate2 certificate = Create(What with { Lifetime = TimeSpan.FromDays(90) }).Certificate;

        Assert.Equal(TestCertificate.Now.AddHours(-1), certificate.NotBefore.ToUniversalTime());
        Assert.Equal(TestCertificate.Now.AddDays(90), certificate.NotAfter.ToUniversalTime());
    }

    [Fact]
    public void Own_certificate_passes_every_check_of_a_peer_that_trusts_it()
    {
        ApplicationCertificate own = Create(What);
        var validator = new CertificateValidator(TrustList.Empty with { Trusted = [own.Certificate] }, new CertificateValidation(), TestCertificate.Now);
        CertificateChain.TryRead(own.Chain, out CertificateChain? chain);

        foreach (CertificateHolder holder in Enum.GetValues<CertificateHolder>())
        {
            var expected = new CertificateExpectation(holder) { ApplicationUri = What.ApplicationUri, Host = "mes.plant" };
            Assert.Equal(CertificateVerdict.Good, validator.Check(chain!, expected));
        }
    }

    [Fact]
    public void Thumbprint_is_the_sha1_of_the_certificate_and_the_chain_begins_with_it()
    {
        ApplicationCertificate own = Create(What);

        Assert.Equal(own.Certificate.Thumbprint, Convert.ToHexString(own.Thumbprint.Span));
        Assert.Equal(own.Certificate.RawData, own.Chain.ToArray());
    }

    [Theory]
    [InlineData("", "mes", 2048)]
    [InlineData("urn:plant line", "mes", 2048)]
    [InlineData("urn:工厂", "mes", 2048)]
    [InlineData("urn:plant", "工厂", 2048)]
    [InlineData("urn:plant", "mes", 1024)]
    [InlineData("urn:plant", "mes", 8192)]
    public void What_every_peer_would_refuse_is_not_made(string uri, string host, int bits) =>
        Assert.Throws<ArgumentException>(() => Create(What with { ApplicationUri = uri, Hosts = [host], RsaKeyBits = bits }));

    [Fact]
    public void Certificate_without_its_key_is_no_own_certificate()
    {
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(new TestCertificate().SelfSigned().RawData);

        Assert.Throws<ArgumentException>(() => new ApplicationCertificate(bare));
    }

    private static ApplicationCertificate Create(ApplicationCertificateRequest what) =>
        ApplicationCertificate.Create(what, new FakeTimeProvider(TestCertificate.Now));
}
