using System.Diagnostics;
using System.Text.Json;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Tests.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>Our server at node-opcua's discovery server, which trusts nobody but whom it was told to.</summary>
public sealed class NodeDiscoveryTests : IDisposable
{
    private const int Registered = 1022;
    private const int NotRegistered = 1023;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opcua-lds-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task It_lists_us_while_we_run_and_no_more_when_we_stopped()
    {
        await TrustUsAsync();
        await using NodePeer lds = await StartAsync(NodePeer.FreePort());
        string url = await UrlAsync(lds);
        await using (PlantServer server = await PlantServer.StartAsync(At(url)))
        {
            (string step, JsonElement told) = await lds.NextAsync(Token);
            IReadOnlyList<ApplicationDescription> listed = await OpcUaClient.FindServersAsync(Asking(url), Token);

            Assert.Equal("registered", step);
            Assert.Equal(PlantServer.ApplicationUri, told.GetProperty("uri").GetString());
            ApplicationDescription ours = Assert.Single(listed, each => each.ApplicationUri == PlantServer.ApplicationUri);
            Assert.Equal(
                ("Line 1", server.Url, ApplicationType.Server, PlantServer.Secured.ProductUri),
                (ours.ApplicationName.Text, Assert.Single(ours.DiscoveryUrls!), ours.ApplicationType, ours.ProductUri));
        }

        (string last, JsonElement gone) = await lds.NextAsync(Token);
        Assert.Equal(("unregistered", false), (last, gone.GetProperty("forced").GetBoolean()));
        Assert.DoesNotContain(await OpcUaClient.FindServersAsync(Asking(url), Token), each => each.ApplicationUri == PlantServer.ApplicationUri);
    }

    [Fact]
    public async Task Killed_and_started_again_it_gets_us_again()
    {
        await TrustUsAsync();
        string port = NodePeer.FreePort();
        var log = new RecordingLogger();
        NodePeer first = await StartAsync(port);
        string url = await UrlAsync(first);
        await using var server = new OpcUaServer(At(url) with { RegistrationInterval = TimeSpan.FromMilliseconds(200) }, new AddressSpace(PlantServer.ApplicationUri), log);
        await server.StartAsync(Token);
        Assert.Equal("registered", (await first.NextAsync(Token)).Step);
        await first.KillAsync();
        await first.DisposeAsync();
        await Until.TrueAsync(() => log.Lines.Any(line => line.Id == NotRegistered), Token);

        await using NodePeer second = await StartAsync(port);
        await UrlAsync(second);
        (string step, JsonElement told) = await second.NextAsync(Token);
        await Until.TrueAsync(() => log.Lines.Count(line => line.Id == Registered) == 2, Token);

        Assert.Equal(("registered", true), (step, told.GetProperty("isFirst").GetBoolean()));
        Assert.Equal([Registered, NotRegistered, Registered], log.Lines.Select(line => line.Id).Where(id => id is Registered or NotRegistered));
    }

    [Fact]
    public async Task To_one_that_does_not_trust_us_we_do_not_get_and_our_log_says_why()
    {
        await using NodePeer lds = await StartAsync(NodePeer.FreePort());
        var log = new RecordingLogger();
        await using var server = new OpcUaServer(At(await UrlAsync(lds)), new AddressSpace(PlantServer.ApplicationUri), log);
        await server.StartAsync(Token);
        await Until.TrueAsync(() => log.Lines.Any(line => line.Id == NotRegistered), Token);

        Assert.Contains("Bad", log.Lines.First(line => line.Id == NotRegistered).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Id == Registered);
    }

    [Fact]
    public async Task It_announces_us_in_its_network_with_what_we_can()
    {
        await TrustUsAsync();
        await using NodePeer lds = await StartAsync(NodePeer.FreePort());
        string url = await UrlAsync(lds);
        if (await SeenAsync(url, _ => true) is null)
        {
            // A machine without multicast: the discovery server answers, but sees nobody, not even itself.
            return;
        }

        // The network may have others of the name.
        string name = $"Line {Guid.NewGuid():N}";
        await using PlantServer server = await PlantServer.StartAsync(At(url) with { ApplicationName = name });
        ServerOnNetwork? ours = await SeenAsync(url, each => each.ServerName == name);

        Assert.NotNull(ours);
        Assert.Equal("DA", Assert.Single(ours.ServerCapabilities!));
        Assert.Equal(new Uri(server.Url), new Uri(ours.DiscoveryUrl!));
    }

    private static async Task<ServerOnNetwork?> SeenAsync(string url, Func<ServerOnNetwork, bool> isWanted)
    {
        long began = Stopwatch.GetTimestamp();
        ServerOnNetwork? seen;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
            seen = (await OpcUaClient.FindServersOnNetworkAsync(Asking(url), Token)).FirstOrDefault(isWanted);
        }
        while (seen is null && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30));

        return seen;
    }

    private static async Task<string> UrlAsync(NodePeer lds) => (await lds.NextAsync(Token)).Value.GetProperty("url").GetString()!;

    private static OpcUaClientOptions Asking(string url) => new() { EndpointUrl = url, SecurityMode = MessageSecurityMode.None };

    private static OpcUaServerOptions At(string url) => PlantServer.Secured with
    {
        ApplicationName = "Line 1", DiscoveryServerUrl = url, RegistrationInterval = TimeSpan.FromHours(1),
    };

    private async Task TrustUsAsync()
    {
        DirectoryInfo trusted = _folder.CreateSubdirectory("trusted").CreateSubdirectory("certs");
        byte[] certificate = TestCertificates.Get(PlantServer.ApplicationUri, CertificateKeyKind.Rsa).Certificate.RawData;
        await File.WriteAllBytesAsync(Path.Combine(trusted.FullName, "server.der"), certificate, Token);
    }

    private async Task<NodePeer> StartAsync(string port)
    {
        NodePeer.Demand(await NodePeer.MissingAsync());
        return NodePeer.Start("discovery-server.mjs", port, _folder.FullName);
    }
}
