using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Security.Certificates;

public sealed class CertificateValidatorTests
{
    private static readonly DateTimeOffset Now = TestCertificate.Now;
    private static readonly TestCertificate Press = new();
    private static readonly TestCertificate Root = TestCertificate.AuthorityNamed("root");
    private static readonly TestCertificate Works = TestCertificate.AuthorityNamed("works");
    private static readonly CertificateExpectation Server = new(CertificateHolder.Server) { ApplicationUri = "urn:plant:press", Host = "press.plant" };
    private static readonly CertificateExpectation Client = new(CertificateHolder.Client) { ApplicationUri = "urn:plant:press" };

    [Fact]
    public void Trusted_self_signed_certificate_is_good()
    {
        X509Certificate2 press = Press.SelfSigned();

        Assert.Equal(CertificateVerdict.Good, Check(press, new TrustList([press], [], []), Server));
    }

    [Fact]
    public void Stranger_is_untrusted() =>
        AssertRefused(StatusCodes.BadCertificateUntrusted, "not among the trusted", Check(Press.SelfSigned(), TrustList.Empty, Server));

    [Fact]
    public void Certificate_of_an_issuer_that_isnt_trusted_is_untrusted_though_its_chain_is_complete()
    {
        X509Certificate2 root = Root.SelfSigned();

        CertificateVerdict verdict = Check(Press.IssuedBy(Root), new TrustList([], [root], [Revocations(root)]), Server);

        AssertRefused(StatusCodes.BadCertificateUntrusted, "CN=root", verdict);
    }

    [Fact]
    public void Chain_of_three_is_good_when_its_root_is_trusted_and_the_middle_is_sent_along()
    {
        X509Certificate2 root = Root.SelfSigned(), works = Works.IssuedBy(Root), press = Press.IssuedBy(Works);
        var list = new TrustList([root], [], [Revocations(root), Revocations(works)]);

        Assert.Equal(CertificateVerdict.Good, Check(Server, list, new CertificateValidation(), press, works));
        Assert.Equal(CertificateVerdict.Good, Check(Server, list, new CertificateValidation(), press, works, root));
    }

    [Fact]
    public void Chain_of_three_is_good_when_its_middle_is_trusted_and_the_root_is_only_an_issuer()
    {
        X509Certificate2 root = Root.SelfSigned(), works = Works.IssuedBy(Root), press = Press.IssuedBy(Works);

        Assert.Equal(CertificateVerdict.Good, Check(press, new TrustList([works], [root], [Revocations(root), Revocations(works)]), Server));
    }

    [Fact]
    public void Missing_issuer_leaves_the_chain_incomplete_even_for_a_certificate_that_is_itself_trusted()
    {
        X509Certificate2 press = Press.IssuedBy(Works);

        AssertRefused(StatusCodes.BadCertificateChainIncomplete, "CN=works", Check(press, new TrustList([press], [], []), Server));
    }

    [Fact]
    public void Sent_root_brings_no_trust_with_it()
    {
        X509Certificate2 root = Root.SelfSigned(), press = Press.IssuedBy(Root);

        CertificateVerdict verdict = Check(Server, new TrustList([], [], [Revocations(root)]), new CertificateValidation(), press, root);

        AssertRefused(StatusCodes.BadCertificateUntrusted, "CN=root", verdict);
    }

    [Fact]
    public void Impostor_with_the_name_of_a_trusted_authority_is_refused_by_its_signature()
    {
        X509Certificate2 root = Root.SelfSigned();
        X509Certificate2 press = Press.IssuedBy(Root with { KeyBits = 3072 });

        AssertRefused(StatusCodes.BadCertificateInvalid, "signature", Check(press, new TrustList([root], [], [Revocations(root)]), Server));
    }

    [Fact]
    public void Certificate_whose_content_was_changed_after_signing_is_invalid()
    {
        byte[] der = Press.SelfSigned().RawData;
        int at = der.AsSpan().IndexOf("urn:plant:press"u8);
        der[at] = (byte)'v';
        using X509Certificate2 forged = X509CertificateLoader.LoadCertificate(der);

        AssertRefused(StatusCodes.BadCertificateInvalid, "signature", Check(forged, new TrustList([forged], [], []), new CertificateExpectation(CertificateHolder.Server)));
    }

    [Fact]
    public void Loop_of_authorities_ends_as_an_incomplete_chain()
    {
        X509Certificate2 works = Works.IssuedBy(Root), root = Root.IssuedBy(Works), press = Press.IssuedBy(Works);

        CertificateVerdict verdict = Check(Server, new TrustList([root, works], [], []), new CertificateValidation(), press, works, root);

        Assert.Equal(StatusCodes.BadCertificateChainIncomplete, verdict.Status);
    }

    [Fact]
    public void Trusted_applications_key_cannot_issue_certificates_for_others()
    {
        X509Certificate2 press = (Press with { Use = TestCertificate.ApplicationUse | X509KeyUsageFlags.KeyCertSign }).SelfSigned();
        X509Certificate2 mixer = new TestCertificate { Name = "mixer", Uri = "urn:plant:mixer" }.IssuedBy(Press);

        CertificateVerdict verdict = Check(mixer, new TrustList([press], [], []), new CertificateExpectation(CertificateHolder.Client));

        AssertRefused(StatusCodes.BadCertificateIssuerUseNotAllowed, "no authority", verdict);
    }

    [Fact]
    public void Authority_that_may_not_sign_certificates_is_refused()
    {
        X509Certificate2 root = (Root with { Use = X509KeyUsageFlags.CrlSign }).SelfSigned();

        AssertRefused(StatusCodes.BadCertificateIssuerUseNotAllowed, "KeyCertSign", Check(Press.IssuedBy(Root), new TrustList([root], [], [Revocations(root)]), Server));
    }

    [Fact]
    public void Path_length_of_an_authority_is_kept()
    {
        X509Certificate2 root = (Root with { PathLength = 0 }).SelfSigned(), works = Works.IssuedBy(Root);
        var list = new TrustList([root], [works], [Revocations(root), Revocations(works)]);

        AssertRefused(StatusCodes.BadCertificateIssuerUseNotAllowed, "0 authorities", Check(Press.IssuedBy(Works), list, Server));
        Assert.Equal(CertificateVerdict.Good, Check(Press.IssuedBy(Root), list, Server));
    }

    [Theory]
    [InlineData(-400, -10, false)]
    [InlineData(-400, -1, true)]
    [InlineData(4, 400, true)]
    [InlineData(6, 400, false)]
    public void Validity_time_is_kept_within_a_tolerance_of_five_minutes(int fromMinutes, int toMinutes, bool good)
    {
        X509Certificate2 press = (Press with { From = Now.AddMinutes(fromMinutes), To = Now.AddMinutes(toMinutes) }).SelfSigned();

        CertificateVerdict verdict = Check(press, new TrustList([press], [], []), Server);

        if (good)
        {
            Assert.Equal(CertificateVerdict.Good, verdict);
        }
        else
        {
            AssertRefused(StatusCodes.BadCertificateTimeInvalid, "valid from", verdict);
        }
    }

    [Fact]
    public void Expired_authority_is_told_apart_from_an_expired_peer_and_each_can_be_let_pass()
    {
        X509Certificate2 root = (Root with { To = Now.AddHours(-1) }).SelfSigned(), press = Press.IssuedBy(Root);
        var list = new TrustList([root], [], [Revocations(root)]);

        AssertRefused(StatusCodes.BadCertificateIssuerTimeInvalid, "CN=root", Check(press, list, Server));
        AssertRefused(StatusCodes.BadCertificateIssuerTimeInvalid, "CN=root", Check(press, list, Server, TrustListValidationOptions.SuppressCertificateExpired));
        Assert.Equal(CertificateVerdict.Good, Check(press, list, Server, TrustListValidationOptions.SuppressIssuerCertificateExpired));
    }

    [Fact]
    public void Suppressed_error_is_reported_beside_the_good_verdict()
    {
        X509Certificate2 press = (Press with { To = Now.AddHours(-1) }).SelfSigned();
        var validator = new CertificateValidator(
            new TrustList([press], [], []), new CertificateValidation { Options = TrustListValidationOptions.SuppressCertificateExpired }, Now);

        Assert.Equal(CertificateVerdict.Good, validator.Check(Chain(press), Server));

        Assert.Equal(StatusCodes.BadCertificateTimeInvalid, Assert.Single(validator.Suppressed).Status);
    }

    [Theory]
    [InlineData("PRESS.plant", true)]
    [InlineData("press", false)]
    [InlineData("10.0.0.7", false)]
    [InlineData("localhost", false)]
    public void Host_that_was_dialled_must_stand_in_a_servers_certificate(string host, bool good)
    {
        X509Certificate2 press = Press.SelfSigned();

        CertificateVerdict verdict = Check(press, new TrustList([press], [], []), Server with { Host = host });

        if (good)
        {
            Assert.Equal(CertificateVerdict.Good, verdict);
        }
        else
        {
            AssertRefused(StatusCodes.BadCertificateHostNameInvalid, "press.plant", verdict);
        }
    }

    [Fact]
    public void Host_is_not_asked_of_clients_and_can_be_let_pass_for_servers()
    {
        X509Certificate2 press = Press.SelfSigned();
        var list = new TrustList([press], [], []);

        Assert.Equal(CertificateVerdict.Good, Check(press, list, Client with { Host = "elsewhere" }));
        Assert.Equal(CertificateVerdict.Good, Check(press, list, Server with { Host = "elsewhere" }, TrustListValidationOptions.SuppressHostNameInvalid));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public void Loopback_reaches_a_server_whose_certificate_names_this_machine(string host)
    {
        X509Certificate2 press = (Press with { Host = System.Net.Dns.GetHostName() }).SelfSigned();

        Assert.Equal(CertificateVerdict.Good, Check(press, new TrustList([press], [], []), Server with { Host = host }));
    }

    [Theory]
    [InlineData("urn:plant:Press")]
    [InlineData("urn:plant:press/")]
    [InlineData(null)]
    public void Uri_in_the_certificate_must_be_the_applications_to_the_letter(string? uri)
    {
        X509Certificate2 press = (Press with { Uri = uri }).SelfSigned();

        AssertRefused(StatusCodes.BadCertificateUriInvalid, "urn:plant:press", Check(press, new TrustList([press], [], []), Client));
    }

    [Theory]
    [InlineData(X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.DataEncipherment, "DigitalSignature")]
    [InlineData(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, "Encipherment")]
    [InlineData(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, "DigitalSignature")]
    public void Key_usage_must_allow_what_an_application_does(X509KeyUsageFlags use, string named)
    {
        X509Certificate2 press = (Press with { Use = use }).SelfSigned();

        AssertRefused(StatusCodes.BadCertificateUseNotAllowed, named, Check(press, new TrustList([press], [], []), Client));
    }

    [Fact]
    public void Extended_key_usage_tells_servers_from_clients()
    {
        X509Certificate2 press = (Press with { Purposes = ["1.3.6.1.5.5.7.3.1"] }).SelfSigned();
        var list = new TrustList([press], [], []);

        Assert.Equal(CertificateVerdict.Good, Check(press, list, Server));
        AssertRefused(StatusCodes.BadCertificateUseNotAllowed, "client", Check(press, list, Client));
    }

    [Fact]
    public void Authoritys_certificate_is_not_an_applications()
    {
        X509Certificate2 root = Root.SelfSigned();
        X509Certificate2 press = (Press with { Authority = true, Use = TestCertificate.ApplicationUse | TestCertificate.AuthorityUse }).IssuedBy(Root);

        AssertRefused(StatusCodes.BadCertificateUseNotAllowed, "authority", Check(press, new TrustList([root], [], [Revocations(root)]), Client));
    }

    [Fact]
    public void Certificate_without_revocation_list_of_its_issuer_is_of_unknown_standing()
    {
        X509Certificate2 root = Root.SelfSigned(), press = Press.IssuedBy(Root);
        var list = new TrustList([root], [], []);

        AssertRefused(StatusCodes.BadCertificateRevocationUnknown, "CN=root", Check(press, list, Server));
        Assert.Equal(CertificateVerdict.Good, Check(press, list, Server, TrustListValidationOptions.SuppressRevocationStatusUnknown));
        Assert.Equal(CertificateVerdict.Good, Check(Server, list, new CertificateValidation { Options = TrustListValidationOptions.None }, press));
    }

    [Fact]
    public void Issuer_without_revocation_list_of_the_root_is_of_unknown_standing()
    {
        X509Certificate2 root = Root.SelfSigned(), works = Works.IssuedBy(Root), press = Press.IssuedBy(Works);
        var list = new TrustList([root], [works], [Revocations(works)]);

        AssertRefused(StatusCodes.BadCertificateIssuerRevocationUnknown, "CN=works", Check(press, list, Server));
        Assert.Equal(CertificateVerdict.Good, Check(press, list, Server, TrustListValidationOptions.SuppressIssuerRevocationStatusUnknown));
    }

    [Fact]
    public void Revoked_certificate_is_refused_even_where_unknown_standing_is_let_pass()
    {
        X509Certificate2 root = Root.SelfSigned(), press = Press.IssuedBy(Root);
        var list = new TrustList([root, press], [], [Revocations(root, press)]);

        AssertRefused(StatusCodes.BadCertificateRevoked, press.SerialNumber, Check(press, list, Server, TrustListValidationOptions.SuppressRevocationStatusUnknown));
    }

    [Fact]
    public void Revoked_issuer_takes_its_certificates_with_it()
    {
        X509Certificate2 root = Root.SelfSigned(), works = Works.IssuedBy(Root), press = Press.IssuedBy(Works);
        var list = new TrustList([root], [works], [Revocations(works), Revocations(root, works)]);

        AssertRefused(StatusCodes.BadCertificateIssuerRevoked, "CN=works", Check(press, list, Server));
    }

    [Fact]
    public void Revocation_list_that_ran_out_proves_nothing_but_what_it_revoked_stays_revoked()
    {
        X509Certificate2 root = Root.SelfSigned(), press = Press.IssuedBy(Root), mixer = (Press with { Name = "mixer" }).IssuedBy(Root);
        RevocationList old = RevocationList.Read(TestRevocationList.Of(root, Now.AddDays(-30), Now.AddDays(-1), mixer));
        var list = new TrustList([root], [], [old]);

        AssertRefused(StatusCodes.BadCertificateRevocationUnknown, "ran out", Check(press, list, Server));
        AssertRefused(StatusCodes.BadCertificateRevoked, "revoked", Check(mixer, list, Server));
        Assert.Equal(CertificateVerdict.Good, Check(press, list with { RevocationLists = [old, Revocations(root)] }, Server));
    }

    [Fact]
    public void Revocation_list_signed_with_another_key_under_the_authoritys_name_is_not_heeded()
    {
        X509Certificate2 root = Root.SelfSigned(), press = Press.IssuedBy(Root);
        X509Certificate2 impostor = (Root with { KeyBits = 3072 }).SelfSigned();

        AssertRefused(StatusCodes.BadCertificateRevocationUnknown, "no revocation list", Check(press, new TrustList([root], [], [Revocations(impostor)]), Server));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(4160)]
    public void Key_out_of_range_fails_the_policy(int bits)
    {
        X509Certificate2 press = (Press with { KeyBits = bits }).SelfSigned();

        AssertRefused(StatusCodes.BadCertificatePolicyCheckFailed, $"{bits} bits", Check(press, new TrustList([press], [], []), Client));
    }

    [Fact]
    public void Policy_sets_the_kind_of_key()
    {
        X509Certificate2 curve = OnCurve(CertificateKeyKind.NistP256), press = Press.SelfSigned();
        var list = new TrustList([curve, press], [], []);
        CertificateExpectation secured = Client with { Policy = SecurityPolicy.Basic256Sha256 };

        Assert.Equal(CertificateVerdict.Good, Check(press, list, secured));
        AssertRefused(StatusCodes.BadCertificatePolicyCheckFailed, "NistP256", Check(curve, list, secured));
    }

    [Fact]
    public void Sha1_signature_is_refused_on_the_peer_and_on_its_issuers()
    {
        X509Certificate2 press = (Press with { Hash = HashAlgorithmName.SHA1 }).SelfSigned();
        X509Certificate2 root = Root.SelfSigned(), works = (Works with { Hash = HashAlgorithmName.SHA1 }).IssuedBy(Root);

        AssertRefused(StatusCodes.BadCertificatePolicyCheckFailed, "SHA1", Check(press, new TrustList([press], [], []), Client));
        AssertRefused(StatusCodes.BadCertificatePolicyCheckFailed, "SHA1", Check(Press.IssuedBy(Works), new TrustList([root], [works], []), Client));
    }

    [Fact]
    public void Pss_signature_is_understood()
    {
        X509Certificate2 press = (Press with { Padding = RSASignaturePadding.Pss }).SelfSigned();

        Assert.Equal(CertificateVerdict.Good, Check(press, new TrustList([press], [], []), Client));
    }

    [Theory]
    [InlineData(CertificateKeyKind.NistP256)]
    [InlineData(CertificateKeyKind.NistP384)]
    public void Certificate_on_a_curve_is_understood(CertificateKeyKind kind)
    {
        X509Certificate2 press = OnCurve(kind);

        Assert.Equal(CertificateVerdict.Good, Check(press, new TrustList([press], [], []), Client));
    }

    [Fact]
    public void Critical_extension_that_isnt_understood_makes_a_certificate_invalid()
    {
        // Name constraints (RFC 5280 §4.2.1.10), empty.
        X509Certificate2 press = (Press with { Further = [new X509Extension("2.5.29.30", [0x30, 0x00], critical: true)] }).SelfSigned();

        AssertRefused(StatusCodes.BadCertificateInvalid, "2.5.29.30", Check(press, new TrustList([press], [], []), Client));
    }

    [Fact]
    public void Extension_that_is_there_twice_makes_a_certificate_invalid()
    {
        byte[] der = (Press with { Further = [new X509Extension("1.2.3.4", [0x05, 0x00], false), new X509Extension("1.2.3.5", [0x05, 0x00], false)] }).SelfSigned().RawData;
        der[der.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x06, 0x03, 0x2A, 0x03, 0x05]) + 4] = 0x04;
        using X509Certificate2 press = X509CertificateLoader.LoadCertificate(der);

        AssertRefused(StatusCodes.BadCertificateInvalid, "twice", Check(press, new TrustList([press], [], []), Client));
    }

    [Fact]
    public void Users_certificate_needs_neither_uri_nor_encipherment()
    {
        X509Certificate2 user = (Press with { Name = "Li", Uri = null, Host = null, Use = X509KeyUsageFlags.DigitalSignature, Purposes = [] }).SelfSigned();
        var list = new TrustList([user], [], []);

        Assert.Equal(CertificateVerdict.Good, Check(user, list, new CertificateExpectation(CertificateHolder.User)));
    }

    private static X509Certificate2 OnCurve(CertificateKeyKind kind) => ApplicationCertificate.Create(
        new ApplicationCertificateRequest { ApplicationUri = "urn:plant:press", ApplicationName = "press", KeyKind = kind },
        new FakeTimeProvider(Now)).Certificate;

    private static RevocationList Revocations(X509Certificate2 authority, params X509Certificate2[] revoked) =>
        RevocationList.Read(TestRevocationList.Of(authority, null, null, revoked));

    private static CertificateChain Chain(params X509Certificate2[] certificates)
    {
        CertificateVerdict verdict = CertificateChain.TryRead((byte[])[.. certificates.SelectMany(certificate => certificate.RawData)], out CertificateChain? chain);
        Assert.True(verdict.IsGood, verdict.Reason);
        return chain!;
    }

    private static CertificateVerdict Check(X509Certificate2 peer, TrustList list, CertificateExpectation expected, TrustListValidationOptions further = default) =>
        Check(expected, list, new CertificateValidation { Options = TrustListValidationOptions.CheckRevocationStatusOffline | further }, peer);

    private static CertificateVerdict Check(CertificateExpectation expected, TrustList list, CertificateValidation validation, params X509Certificate2[] sent) =>
        new CertificateValidator(list, validation, Now).Check(Chain(sent), expected);

    private static void AssertRefused(StatusCode status, string named, CertificateVerdict verdict)
    {
        Assert.Equal(status, verdict.Status);
        Assert.Contains(named, verdict.Reason, StringComparison.Ordinal);
    }
}
