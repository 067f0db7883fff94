using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

public sealed class PkiStoreTrustTests : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(TestCertificate.Now) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Folder_that_isnt_set_is_refused(string unset) =>
        Assert.Throws<ArgumentException>(() => PkiStore.Open(_folder.Options with { Folder = unset }, _clock));

    [Fact]
    public async Task Folders_are_made_for_their_owner_alone()
    {
        await using PkiStore store = _folder.Open(_clock);

        string[] made = [.. Directory.GetDirectories(_folder.Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.Root, path))];
        foreach (string path in (string[])["own/certs", "own/private", "trusted/certs", "trusted/crl", "issuer/certs", "issuer/crl", "rejected/certs", "trustedUser/certs", "issuerUser/certs"])
        {
            Assert.Contains(path, made);
        }

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string path in made.Append("."))
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.Combine(_folder.Root, path)));
        }
    }

    [Fact]
    public async Task Stranger_is_rejected_and_listed_with_reason()
    {
        await using PkiStore store = _folder.Open(_clock);
        X509Certificate2 press = new TestCertificate().SelfSigned();

        CertificateVerdict verdict = store.Check(press.RawDataMemory, StoreFolder.Client);

        Assert.Equal(StatusCodes.BadCertificateUntrusted, verdict.Status);
        await Until.TrueAsync(() => store.Rejected().Count == 1, Cancellation);
        RejectedCertificate rejected = store.Rejected()[0];
        Assert.Equal(press.Thumbprint, rejected.Thumbprint);
        Assert.Equal("CN=press, O=plant", rejected.Subject);
        Assert.Equal("urn:plant:press", rejected.ApplicationUri);
        Assert.Equal(StatusCodes.BadCertificateUntrusted, rejected.Status);
        Assert.Equal(verdict.Reason, rejected.Reason);
        Assert.Equal(CertificateHolder.Client, rejected.Holder);
    }

    [Fact]
    public async Task Refusal_of_the_last_moment_is_written_before_the_store_closes()
    {
        await using (PkiStore store = _folder.Open(_clock))
        {
            store.Check(new TestCertificate().SelfSigned().RawDataMemory, StoreFolder.Client);
        }

        Assert.Equal(2, _folder.Files("rejected/certs").Length);
    }

    [Fact]
    public async Task Files_that_are_too_long_or_no_files_are_told_of_and_left_out()
    {
        X509Certificate2 press = new TestCertificate().SelfSigned();
        _folder.Put("trusted/certs", press);
        _folder.Put("trusted/certs", "a-long.der", new byte[(64 * 1024) + 1]);
        _folder.Put("trusted/certs", "b-empty.der", []);
        _folder.Put("trusted/crl", "long.crl", new byte[(5 * 1024 * 1024) + 1]);
        int odd = 3;
        if (!OperatingSystem.IsWindows())
        {
            using var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(_folder.Root, "trusted", "certs", "c-pipe.der")]);
            await made.WaitForExitAsync(Cancellation);
            odd++;
        }

        await using PkiStore store = await Task.Run(() => _folder.Open(_clock), Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

        Assert.Equal(StatusCodes.Good, store.Check(press.RawDataMemory, StoreFolder.Client).Status);
        string[] told = [.. _folder.Logger.Lines.Where(line => line.Id == 1203).Select(line => line.Text)];
        Assert.Equal(odd, told.Length);
        Assert.Contains(told, line => line.Contains("a-long.der", StringComparison.Ordinal) && line.Contains("longer than 65536 bytes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rejected_certificates_are_capped_and_the_newest_stay()
    {
        await using PkiStore store = _folder.Open(_clock, _folder.Options with { MaxRejected = 3 });
        foreach (int number in Enumerable.Range(1, 6))
        {
            store.Check(new TestCertificate { Uri = $"urn:plant:{number}" }.SelfSigned().RawDataMemory, StoreFolder.Client);
            await Until.TrueAsync(() => store.Rejected().Any(entry => entry.ApplicationUri == $"urn:plant:{number}"), Cancellation);
        }

        Assert.Equal(["urn:plant:4", "urn:plant:5", "urn:plant:6"], store.Rejected().Select(entry => entry.ApplicationUri).Order());
        Assert.Equal(6, _folder.Files("rejected/certs").Length);
    }

    [Fact]
    public async Task Name_of_a_rejected_peer_leads_out_of_no_folder()
    {
        await using (PkiStore store = _folder.Open(_clock))
        {
            store.Check(new TestCertificate { Name = "../../own/certs/x" }.SelfSigned().RawDataMemory, StoreFolder.Client);
        }

        Assert.Equal(2, _folder.Files("rejected/certs").Length);
        Assert.Single(_folder.Files("own/certs"));
    }

    [Fact]
    public async Task Rejected_certificate_moved_by_hand_to_the_trusted_ones_is_trusted_without_a_restart()
    {
        await using PkiStore store = _folder.Open(TimeProvider.System, _folder.Options with { PollInterval = TimeSpan.FromDays(1) });
        X509Certificate2 press = Valid(new TestCertificate()).SelfSigned();
        store.Check(press.RawDataMemory, StoreFolder.Client);
        await Until.TrueAsync(() => store.Rejected().Count == 1, Cancellation);

        string file = _folder.Files("rejected/certs").Single(path => path.EndsWith(".der", StringComparison.Ordinal));
        File.Move(file, Path.Combine(_folder.Root, "trusted", "certs", Path.GetFileName(file)));

        await Until.TrueAsync(() => store.Check(press.RawDataMemory, StoreFolder.Client).IsGood, Cancellation);
    }

    [Fact]
    public void Folder_is_looked_at_on_a_slow_timer_too_should_the_file_system_tell_nothing()
    {
        int looks = 0;
        using var watch = new FolderWatch(Path.GetTempPath() + "no such folder", TimeSpan.FromSeconds(30), () => looks++, _clock, _folder.Logger);

        _clock.Advance(TimeSpan.FromSeconds(61));

        Assert.Equal(2, looks);
        Assert.Contains(_folder.Logger.Lines, line => line.Id == 1204);
    }

    [Fact]
    public async Task Revocation_list_that_is_put_in_takes_effect_without_a_restart()
    {
        TestCertificate root = Valid(TestCertificate.AuthorityNamed("root"));
        X509Certificate2 authority = root.SelfSigned(), press = Valid(new TestCertificate()).IssuedBy(root);
        _folder.Put("trusted/certs", authority);
        _folder.Put("trusted/crl", "root.crl", TestRevocationList.Of(authority, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100)));
        await using PkiStore store = _folder.Open(TimeProvider.System);
        Assert.Equal(CertificateVerdict.Good, store.Check(press.RawDataMemory, StoreFolder.Client));

        _folder.Put("trusted/crl", "root.crl", TestRevocationList.Of(authority, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100), press));

        await Until.TrueAsync(() => store.Check(press.RawDataMemory, StoreFolder.Client).Status == StatusCodes.BadCertificateRevoked, Cancellation);
    }

    [Fact]
    public async Task Issuer_folder_completes_chains_and_trusts_nobody()
    {
        TestCertificate root = TestCertificate.AuthorityNamed("root");
        X509Certificate2 authority = root.SelfSigned(), press = new TestCertificate().IssuedBy(root);
        _folder.Put("issuer/certs", authority);
        _folder.Put("issuer/crl", "root.crl", TestRevocationList.Of(authority));
        await using PkiStore store = _folder.Open(_clock);

        Assert.Equal(StatusCodes.BadCertificateUntrusted, store.Check(press.RawDataMemory, StoreFolder.Client).Status);
        await store.TrustAsync(press, cancellationToken: Cancellation);
        Assert.Equal(CertificateVerdict.Good, store.Check(press.RawDataMemory, StoreFolder.Client));
    }

    [Fact]
    public async Task Trusting_by_thumbprint_moves_the_certificate_and_its_reason_goes()
    {
        await using PkiStore store = _folder.Open(_clock);
        X509Certificate2 press = new TestCertificate().SelfSigned();
        store.Check(press.RawDataMemory, StoreFolder.Client);
        await Until.TrueAsync(() => store.Rejected().Count == 1, Cancellation);

        RejectedCertificate? trusted = await store.TrustAsync(press.Thumbprint.ToLowerInvariant(), Cancellation);

        Assert.Equal("urn:plant:press", trusted?.ApplicationUri);
        Assert.Empty(_folder.Files("rejected/certs"));
        Assert.Equal(press.RawData, File.ReadAllBytes(Assert.Single(_folder.Files("trusted/certs"))));
        Assert.Equal(CertificateVerdict.Good, store.Check(press.RawDataMemory, StoreFolder.Client));
        Assert.Null(await store.TrustAsync(press.Thumbprint, Cancellation));
    }

    [Fact]
    public async Task Withdrawn_trust_counts_at_once_and_the_certificate_is_listed_again()
    {
        await using PkiStore store = _folder.Open(_clock);
        X509Certificate2 press = new TestCertificate().SelfSigned();
        await store.TrustAsync(press, cancellationToken: Cancellation);

        Assert.NotNull(await store.DistrustAsync(press.Thumbprint, Cancellation));

        Assert.Equal(StatusCodes.BadCertificateUntrusted, store.Check(press.RawDataMemory, StoreFolder.Client).Status);
        Assert.Equal("trust was withdrawn", Assert.Single(store.Rejected()).Reason);
        Assert.Null(await store.DistrustAsync(press.Thumbprint, Cancellation));
    }

    [Fact]
    public async Task Machines_certificate_logs_no_person_in_and_the_other_way_round()
    {
        await using PkiStore store = _folder.Open(_clock);
        X509Certificate2 press = new TestCertificate().SelfSigned(), li = new TestCertificate { Name = "Li" }.SelfSigned();
        await store.TrustAsync(press, user: false, Cancellation);
        await store.TrustAsync(li, user: true, Cancellation);
        var asUser = new CertificateExpectation(CertificateHolder.User);

        Assert.Equal(CertificateVerdict.Good, store.Check(li.RawDataMemory, asUser));
        Assert.Equal(StatusCodes.BadCertificateUntrusted, store.Check(press.RawDataMemory, asUser).Status);
        Assert.Equal(StatusCodes.BadCertificateUntrusted, store.Check(li.RawDataMemory, StoreFolder.Client).Status);
    }

    [Fact]
    public async Task Rejected_user_is_trusted_as_a_user()
    {
        await using PkiStore store = _folder.Open(_clock);
        X509Certificate2 li = new TestCertificate { Name = "Li" }.SelfSigned();
        var asUser = new CertificateExpectation(CertificateHolder.User);
        store.Check(li.RawDataMemory, asUser);
        await Until.TrueAsync(() => store.Rejected().Count == 1, Cancellation);

        await store.TrustAsync(li.Thumbprint, Cancellation);

        Assert.Single(_folder.Files("trustedUser/certs"));
        Assert.Equal(CertificateVerdict.Good, store.Check(li.RawDataMemory, asUser));
    }

    [Fact]
    public async Task File_that_cannot_be_read_is_told_of_and_the_others_hold()
    {
        X509Certificate2 press = new TestCertificate().SelfSigned();
        _folder.Put("trusted/certs", press);
        _folder.Put("trusted/certs", "half.der", press.RawData[..300]);
        _folder.Put("trusted/crl", "garbage.crl", [1, 2, 3]);

        await using PkiStore store = _folder.Open(_clock);

        Assert.Equal(CertificateVerdict.Good, store.Check(press.RawDataMemory, StoreFolder.Client));
        Assert.Contains(_folder.Logger.Lines, line => line.Id == 1203 && line.Text.Contains("half.der", StringComparison.Ordinal));
        Assert.Contains(_folder.Logger.Lines, line => line.Id == 1203 && line.Text.Contains("garbage.crl", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trusted_certificate_in_pem_is_read_too()
    {
        X509Certificate2 press = new TestCertificate().SelfSigned();
        _folder.Put("trusted/certs", "press.crt", System.Text.Encoding.ASCII.GetBytes(press.ExportCertificatePem()));

        await using PkiStore store = _folder.Open(_clock);

        Assert.Equal(CertificateVerdict.Good, store.Check(press.RawDataMemory, StoreFolder.Client));
    }

    [Fact]
    public async Task Peer_that_tries_again_and_again_is_logged_once_a_minute()
    {
        var standing = new FakeTimeProvider(TestCertificate.Now);
        byte[] press = new TestCertificate().SelfSigned().RawData;
        await using (PkiStore store = _folder.Open(standing))
        {
            for (int attempt = 0; attempt < 10; attempt++)
            {
                store.Check(press, StoreFolder.Client);
            }
        }

        Assert.Single(_folder.Logger.Lines, line => line.Id == 1201);
    }

    [Fact]
    public void Accepting_everything_warns_of_each_certificate_once_and_refuses_garbage()
    {
        var accept = new AcceptAllCertificates(_folder.Logger);
        byte[] press = new TestCertificate { To = TestCertificate.Now.AddDays(-5) }.SelfSigned().RawData;

        Assert.Equal(CertificateVerdict.Good, accept.Check(press, StoreFolder.Client));
        Assert.Equal(CertificateVerdict.Good, accept.Check(press, StoreFolder.Client));
        Assert.Equal(StatusCodes.BadCertificateInvalid, accept.Check(new byte[] { 1, 2, 3 }, StoreFolder.Client).Status);

        Assert.Single(_folder.Logger.Lines, line => line.Id == 1200);
    }

    private static TestCertificate Valid(TestCertificate certificate) =>
        certificate with { From = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), To = new DateTimeOffset(2120, 1, 1, 0, 0, 0, TimeSpan.Zero) };
}
