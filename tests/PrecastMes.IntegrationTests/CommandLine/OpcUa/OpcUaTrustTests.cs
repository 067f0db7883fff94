using System.Text.Json;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.IntegrationTests.CommandLine.OpcUa;

/// <summary><c>precast opcua trust</c> and what strangers are told, against a server that trusts as little.</summary>
public sealed class OpcUaTrustTests(CommissionedServer server) : IClassFixture<CommissionedServer>
{
    [Fact]
    public async Task Strangers_come_together_by_the_commands_that_the_refusals_tell()
    {
        var pki = server.File("stranger");
        var thumbprint = server.ServerStore.Own[0].Certificate.Thumbprint;

        // Our side does not know the server.
        var (code, output) = await CommissionedServer.RunAsync(pki, ["browse", server.Url]);
        Assert.Equal(4, code);
        Assert.Contains("BadCertificateUntrusted", output, StringComparison.Ordinal);
        Assert.Contains(CommissionedServer.ApplicationUri, output, StringComparison.Ordinal);
        var command = output.Split('\n').Single(line => line.Contains("precast opcua trust add", StringComparison.Ordinal)).Split("precast ")[1].Split(' ');
        Assert.Equal(["opcua", "trust", "add", thumbprint, "--pki", pki], command);

        // The command as it was told.
        (code, output) = await CommissionedServer.RunAsync(pki, command[1..], withPki: false);
        Assert.True(code == 0, output);

        // The server does not know us, and tells no more than that.
        (code, output) = await CommissionedServer.RunAsync(pki, ["browse", server.Url]);
        Assert.Equal(4, code);
        Assert.Contains("BadSecurityChecksFailed", output, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(pki, "own", "certs"), output, StringComparison.Ordinal);
        await server.TrustClientOfAsync(pki);

        (code, output) = await CommissionedServer.RunAsync(pki, ["browse", server.Url]);
        Assert.True(code == 0, output);
        Assert.Contains("1:Line", output.Replace("2:Line", "1:Line", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_on_a_curve_has_certificates_of_its_own_on_both_sides()
    {
        var pki = server.File("curve");
        string[] read = ["read", server.Url, "i=2258", "--policy", "ECC_nistP256"];
        Assert.Contains(server.ServerStore.Own[1].Certificate.Thumbprint, (await CommissionedServer.RunAsync(pki, read)).Output, StringComparison.Ordinal);
        await CommissionedServer.RunAsync(pki, ["trust", "add", server.ServerStore.Own[1].Certificate.Thumbprint]);
        await server.TrustClientOfAsync(pki);

        var (code, output) = await CommissionedServer.RunAsync(pki, read);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Untrusted_server_is_explained_in_chinese_too()
    {
        var (code, output) = await CommissionedServer.RunAsync(server.File("stranger-zh"), ["read", server.Url, "i=2258"], language: "zh-CN");

        Assert.Equal(4, code);
        Assert.Contains("服务器证书已被拒绝", output, StringComparison.Ordinal);
        Assert.Contains("precast opcua trust add " + server.ServerStore.Own[0].Certificate.Thumbprint, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_shows_own_rejected_and_trusted_certificates_with_the_reason()
    {
        var pki = server.File("lists");
        await CommissionedServer.RunAsync(pki, ["browse", server.Url]);
        using (var before = JsonDocument.Parse((await CommissionedServer.RunAsync(pki, ["trust", "list", "--json"])).Output))
        {
            Assert.Equal(["own", "rejected"], Kinds(before));
            var rejected = before.RootElement.GetProperty("certificates")[1];
            Assert.Equal("BadCertificateUntrusted", rejected.GetProperty("status").GetString());
            Assert.NotEmpty(rejected.GetProperty("reason").GetString()!);
        }

        await CommissionedServer.RunAsync(pki, ["trust", "add", server.ServerStore.Own[0].Certificate.Thumbprint]);
        using (var trusted = JsonDocument.Parse((await CommissionedServer.RunAsync(pki, ["trust", "list", "--json"])).Output))
        {
            Assert.Equal(["own", "trusted"], Kinds(trusted));
        }

        await CommissionedServer.RunAsync(pki, ["trust", "remove", server.ServerStore.Own[0].Certificate.Thumbprint]);
        var (code, table) = await CommissionedServer.RunAsync(pki, ["trust", "list"]);
        Assert.Equal(0, code);
        Assert.Contains("trust was withdrawn", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_is_trusted_from_a_file_and_unknown_thumbprints_are_bad_input()
    {
        var pki = server.File("from-file");
        var file = server.File("server.der");
        await File.WriteAllBytesAsync(file, server.ServerStore.Own[0].Certificate.RawData, TestContext.Current.CancellationToken);

        Assert.Equal(0, (await CommissionedServer.RunAsync(pki, ["trust", "add", file])).Code);
        Assert.Single(Directory.GetFiles(Path.Combine(pki, "trusted", "certs")));
        Assert.Equal(2, (await CommissionedServer.RunAsync(pki, ["trust", "add", new string('A', 40)])).Code);
        Assert.Equal(2, (await CommissionedServer.RunAsync(pki, ["trust", "remove", new string('A', 40)])).Code);
        Assert.Equal(2, (await CommissionedServer.RunAsync(pki, ["trust", "add", "ZZ"])).Code);
        Assert.Equal(2, (await CommissionedServer.RunAsync(pki, ["trust", "remove", "ZZ"])).Code);
    }

    [Fact]
    public async Task Host_that_the_certificate_does_not_name_is_refused_unless_it_is_let_pass()
    {
        await using var store = PkiStore.Open(
            new PkiStoreOptions
            {
                Folder = server.File("other-host"),
                Own = new ApplicationCertificateRequest { ApplicationUri = "urn:test:other-host", ApplicationName = "Other", Hosts = ["press.plant"], RsaKeyBits = 2048 },
            },
            TimeProvider.System);
        await using var other = new PrecastMes.OpcUa.Server.OpcUaServer(
            new PrecastMes.OpcUa.Server.OpcUaServerOptions
            {
                EndpointUrl = "opc.tcp://127.0.0.1:0", ApplicationUri = "urn:test:other-host", Certificates = store, Trust = new AcceptAllCertificates(), AllowAnonymous = true,
            },
            new PrecastMes.OpcUa.Server.AddressSpace("urn:test:other-host"));
        await other.StartAsync(TestContext.Current.CancellationToken);
        var pki = server.File("other-host-client");
        var file = server.File("other.der");
        await File.WriteAllBytesAsync(file, store.Own[0].Certificate.RawData, TestContext.Current.CancellationToken);
        await CommissionedServer.RunAsync(pki, ["trust", "add", file]);

        var (code, output) = await CommissionedServer.RunAsync(pki, ["read", other.EndpointUrl, "i=2258"]);
        Assert.Equal(4, code);
        Assert.Contains("press.plant", output, StringComparison.Ordinal);
        Assert.Contains("--ignore host-name", output, StringComparison.Ordinal);

        (code, output) = await CommissionedServer.RunAsync(pki, ["read", other.EndpointUrl, "i=2258", "--ignore", "host-name"]);
        Assert.True(code == 0, output);
    }

    private static IEnumerable<string?> Kinds(JsonDocument list) =>
        list.RootElement.GetProperty("certificates").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString());
}
