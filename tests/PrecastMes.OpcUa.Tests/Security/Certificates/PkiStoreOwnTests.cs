using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

public sealed class PkiStoreOwnTests : IDisposable
{
    private static readonly TestCertificate Mes = new() { Name = "MES", Uri = "urn:plant:mes", Host = "mes.plant" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(TestCertificate.Now);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Certificate_is_made_at_the_first_start_and_kept_at_the_next()
    {
        string first;
        await using (PkiStore store = _folder.Open(_clock))
        {
            first = Assert.Single(store.Own).Certificate.Thumbprint;
        }

        await using PkiStore again = _folder.Open(_clock);

        Assert.Equal(first, Assert.Single(again.Own).Certificate.Thumbprint);
        Assert.Equal(first, again.For(SecurityPolicy.Basic256Sha256)?.Certificate.Thumbprint);
        Assert.Null(again.For(SecurityPolicy.None));
        Assert.Contains(_folder.Logger.Lines, line => line.Id == 1212 && line.Text.Contains(first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Private_key_can_be_read_by_its_owner_alone()
    {
        await using PkiStore store = _folder.Open(_clock);

        string file = Assert.Single(_folder.Files("own/private"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Private_folder_that_others_could_enter_is_closed_to_them()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows keeps no Unix file modes");
            return;
        }

        Directory.CreateDirectory(Path.Combine(_folder.Root, "own", "private"), (UnixFileMode)0b111_101_101);

        await using PkiStore store = _folder.Open(_clock);

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(Path.Combine(_folder.Root, "own", "private")));
    }

    [Fact]
    public async Task Certificates_of_several_kinds_stand_side_by_side()
    {
        await using PkiStore store = _folder.Open(_clock, _folder.Options with { OwnKeyKinds = [CertificateKeyKind.Rsa, CertificateKeyKind.NistP256, CertificateKeyKind.NistP384] });

        Assert.Equal([CertificateKeyKind.Rsa, CertificateKeyKind.NistP256, CertificateKeyKind.NistP384], store.Own.Select(own => own.KeyKind));
    }

    [Fact]
    public async Task Self_signed_certificate_is_renewed_before_it_ends()
    {
        PkiStoreOptions options = _folder.Options with { Own = _folder.Options.Own with { Lifetime = TimeSpan.FromDays(100) } };
        string first;
        await using (PkiStore store = _folder.Open(_clock, options))
        {
            first = store.Own[0].Certificate.Thumbprint;
        }

        _clock.Advance(TimeSpan.FromDays(71));

        await using PkiStore later = _folder.Open(_clock, options);

        X509Certificate2 renewed = Assert.Single(later.Own).Certificate;
        Assert.NotEqual(first, renewed.Thumbprint);
        Assert.True(renewed.NotAfter.ToUniversalTime() > TestCertificate.Now.AddDays(170).UtcDateTime);
        Assert.Single(_folder.Files("own/certs"));
        Assert.Single(_folder.Files("own/private"));
        Assert.Contains(_folder.Logger.Lines, line => line.Id == 1213 && line.Text.Contains(first, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Running_store_renews_its_certificate_when_the_time_has_come()
    {
        await using PkiStore store = _folder.Open(_clock, _folder.Options with { Own = _folder.Options.Own with { Lifetime = TimeSpan.FromDays(100) } });
        string first = store.Own[0].Certificate.Thumbprint;
        int rotations = 0;
        store.Rotated += (_, _) => Interlocked.Increment(ref rotations);

        _clock.Advance(TimeSpan.FromDays(71));
        await Until.TrueAsync(
            () =>
            {
                _clock.Advance(_folder.Options.PollInterval);
                return store.Own[0].Certificate.Thumbprint != first;
            },
            Cancellation);

        await Until.TrueAsync(() => Volatile.Read(ref rotations) == 1, Cancellation);
    }

    [Fact]
    public async Task Certificate_exchanged_in_the_folder_is_used_without_a_restart()
    {
        await using PkiStore store = _folder.Open(TimeProvider.System);
        using X509Certificate2 swapped = (Mes with { To = DateTimeOffset.UnixEpoch.AddYears(100) }).IssuedBy(TestCertificate.AuthorityNamed("root"));

        _folder.Put("own/private", "new.key", System.Text.Encoding.ASCII.GetBytes(swapped.GetRSAPrivateKey()!.ExportRSAPrivateKeyPem()));
        _folder.Put("own/certs", swapped);

        await Until.TrueAsync(() => store.For(SecurityPolicy.Basic256Sha256)!.Certificate.Thumbprint == swapped.Thumbprint, Cancellation);
        Assert.True(store.Own[0].Certificate.HasPrivateKey);
    }

    [Fact]
    public async Task Certificate_exchanged_by_call_is_used_at_once_and_takes_the_place_of_the_old_one()
    {
        await using PkiStore store = _folder.Open(_clock);
        int rotations = 0;
        store.Rotated += (_, _) => Interlocked.Increment(ref rotations);
        ApplicationCertificate next = ApplicationCertificate.Create(_folder.Options.Own, _clock);

        await store.RotateAsync(next, Cancellation);

        Assert.Equal(next.Certificate.Thumbprint, Assert.Single(store.Own).Certificate.Thumbprint);
        Assert.Single(_folder.Files("own/private"));
        Assert.Equal(1, Volatile.Read(ref rotations));
    }

    [Fact]
    public async Task Certificate_for_another_application_is_not_taken()
    {
        await using PkiStore store = _folder.Open(_clock);

        await Assert.ThrowsAsync<ArgumentException>(() => store.RotateAsync(new ApplicationCertificate((Mes with { Uri = "urn:plant:other" }).SelfSigned()), Cancellation));
    }

    [Fact]
    public async Task Own_certificate_of_another_uri_in_the_folder_is_told_of_with_both_uris_and_not_used()
    {
        Put(Mes with { Uri = "urn:plant:other" });

        await using PkiStore store = _folder.Open(_clock);

        Assert.Equal("urn:plant:mes", AlternativeNames.Of(store.Own[0].Certificate).ApplicationUri);
        (_, _, string text) = Assert.Single(_folder.Logger.Lines, line => line.Id == 1214);
        Assert.Contains("urn:plant:other", text, StringComparison.Ordinal);
        Assert.Contains("urn:plant:mes", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("usage", "DigitalSignature")]
    [InlineData("expired", "valid from")]
    [InlineData("host", "mes.plant")]
    public async Task Fault_that_peers_will_find_in_our_own_certificate_is_told_at_the_start(string fault, string named)
    {
        TestCertificate root = TestCertificate.AuthorityNamed("root");
        Put(
            fault switch
            {
                "usage" => Mes with { Use = X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment },
                "expired" => Mes with { To = TestCertificate.Now.AddDays(-1) },
                _ => Mes with { Host = "old.plant" },
            },
            root);

        await using PkiStore store = _folder.Open(_clock);

        Assert.Contains(_folder.Logger.Lines, line => line.Id == 1211 && line.Text.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sound_own_certificate_is_told_without_a_fault()
    {
        await using PkiStore store = _folder.Open(_clock);

        Assert.Single(_folder.Logger.Lines, line => line.Id == 1210);
        Assert.DoesNotContain(_folder.Logger.Lines, line => line.Id == 1211);
    }

    [Fact]
    public async Task Certificate_that_an_authority_issued_goes_before_a_self_signed_one_and_its_issuers_are_sent_along()
    {
        TestCertificate root = TestCertificate.AuthorityNamed("root"), works = TestCertificate.AuthorityNamed("works");
        X509Certificate2 middle = works.IssuedBy(root);
        Put(Mes with { From = TestCertificate.Now.AddDays(-1) });
        string issued = Put(Mes, works);
        _folder.Put("issuer/certs", root.SelfSigned());
        _folder.Put("issuer/certs", middle);

        await using PkiStore store = _folder.Open(_clock);

        Assert.Equal(issued, store.Own[0].Certificate.Thumbprint);
        Assert.Equal((byte[])[.. store.Own[0].Certificate.RawData, .. middle.RawData], store.Own[0].Chain.ToArray());
    }

    [Fact]
    public async Task Key_in_a_pfx_is_read_too()
    {
        using X509Certificate2 certificate = Mes.SelfSigned();
        _folder.Put("own/certs", certificate);
        _folder.Put("own/private", "mes.pfx", certificate.Export(X509ContentType.Pfx));

        await using PkiStore store = _folder.Open(_clock);

        Assert.Equal(certificate.Thumbprint, store.Own[0].Certificate.Thumbprint);
    }

    [Fact]
    public async Task Certificate_whose_key_is_missing_is_told_of_and_another_is_made()
    {
        using X509Certificate2 certificate = Mes.SelfSigned();
        _folder.Put("own/certs", certificate);

        await using PkiStore store = _folder.Open(_clock);

        Assert.NotEqual(certificate.Thumbprint, Assert.Single(store.Own).Certificate.Thumbprint);
        Assert.Contains(_folder.Logger.Lines, line => line.Id == 1215);
    }

    private string Put(TestCertificate what, TestCertificate? issuer = null)
    {
        using X509Certificate2 certificate = issuer is null ? what.SelfSigned() : what.IssuedBy(issuer);
        _folder.Put("own/certs", certificate);
        using RSA key = certificate.GetRSAPrivateKey()!;
        _folder.Put("own/private", $"{certificate.Thumbprint}.pem", System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        return certificate.Thumbprint;
    }
}
