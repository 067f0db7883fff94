using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Tests.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Our server at a discovery server.</summary>
public sealed class RegistrationTests
{
    private const int Registered = 1022;
    private const int NotRegistered = 1023;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_who_and_where_it_is_and_what_it_can_over_a_channel_of_its_own_certificate_and_at_last_that_it_is_gone()
    {
        await using var lds = new DiscoveryPeer(DiscoveryPeer.Take);
        await using (PlantServer server = await PlantServer.StartAsync(At(lds)))
        {
            server.Space.Historize(server.Temperature, new ValueRing(10));
            server.Space.Conditions.AddAlarm(server.Id("Line.Jam"), server.Line, "Jam", new AlarmOptions { SourceNode = server.Line });
            await Until.TrueAsync(() => Capabilities(lds)?.Length == 3, Token);

            Assert.All(lds.Seen, each => Assert.Equal(MessageSecurityMode.SignAndEncrypt, each.Security.Mode));
            Assert.All(lds.Seen, each => Assert.Equal(TestCertificates.Server().For(each.Security.Policy)!.Chain, each.Security.Peer!.LeafDer));
            RegisteredServer told = lds.Servers.Last();
            Assert.Equal(
                (PlantServer.ApplicationUri, "Line 1", server.Url, ApplicationType.Server, true),
                (told.ServerUri, told.ServerNames![0].Text, Assert.Single(told.DiscoveryUrls!), told.ServerType, told.IsOnline));
            Assert.Equal(["DA", "AC", "HD"], Capabilities(lds)!);
        }

        int last = lds.Seen.Count;
        Assert.False(lds.Servers.Last().IsOnline);
        Assert.Single(lds.Servers, told => !told.IsOnline);
        Assert.Equal(last, lds.Seen.Count);
    }

    [Theory]
    [InlineData(0x800B0000u)] // Bad_ServiceUnsupported
    [InlineData(0x80400000u)] // Bad_NotImplemented
    public async Task One_that_knows_RegisterServer_alone_is_told_by_that(uint refusal)
    {
        await using var lds = new DiscoveryPeer(request => request is RegisterServerRequest ? new RegisterServerResponse() : throw new OpcUaException(new StatusCode(refusal), "no"));
        await using (await PlantServer.StartAsync(At(lds) with { RegistrationInterval = TimeSpan.FromHours(1) }))
        {
            await Until.TrueAsync(() => lds.Seen.Count == 2, Token);
        }

        Assert.Equal([true, false], lds.Seen.Select(each => each.Request).OfType<RegisterServerRequest>().Select(request => request.Server.IsOnline));
    }

    [Fact]
    public async Task Any_other_refusal_is_one()
    {
        await using var lds = new DiscoveryPeer(_ => throw new OpcUaException(StatusCodes.BadServerUriInvalid, "no"));
        await using PlantServer server = await PlantServer.StartAsync(At(lds));
        await Until.TrueAsync(() => lds.Seen.Count >= 3, Token);

        Assert.All(lds.Seen, each => Assert.IsType<RegisterServer2Request>(each.Request));
    }

    [Fact]
    public async Task Refusals_are_logged_once_until_it_is_registered_again()
    {
        int asked = 0;
        await using var lds = new DiscoveryPeer(request => (Interlocked.Increment(ref asked) / 4) % 2 == 0 ? DiscoveryPeer.Take(request) : throw new OpcUaException(StatusCodes.BadShutdown, "no"));
        var log = new RecordingLogger();
        await using var server = new OpcUaServer(At(lds), new AddressSpace(PlantServer.ApplicationUri), log);
        await server.StartAsync(Token);
        await Until.TrueAsync(() => asked >= 14, Token);

        List<int> told = [.. log.Lines.Select(line => line.Id).Where(id => id is Registered or NotRegistered)];
        Assert.Equal([Registered, NotRegistered, Registered, NotRegistered], told.Take(4));
        Assert.Equal(LogLevel.Warning, log.Lines.First(line => line.Id == NotRegistered).Level);
    }

    [Fact]
    public async Task One_that_answers_nothing_holds_up_neither_start_nor_stop()
    {
        await using var lds = new DiscoveryPeer(request => request is RegisterServer2Request { Server.IsOnline: true } ? DiscoveryPeer.Take(request) : null);
        PlantServer server = await PlantServer.StartAsync(At(lds));
        await Until.TrueAsync(() => !lds.Seen.IsEmpty, Token);
        long began = Stopwatch.GetTimestamp();

        await server.DisposeAsync();

        Assert.False(lds.Servers.Last().IsOnline);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(8), $"the stop took {Stopwatch.GetElapsedTime(began)}");
    }

    [Fact]
    public async Task A_long_name_is_announced_by_as_many_whole_characters_as_fit()
    {
        await using var lds = new DiscoveryPeer(DiscoveryPeer.Take);
        await using PlantServer server = await PlantServer.StartAsync(At(lds) with { ApplicationName = "x" + new string('梁', 40) });
        await Until.TrueAsync(() => !lds.Seen.IsEmpty, Token);

        Assert.Equal("x" + new string('梁', 20), Announcement(lds)!.MdnsServerName);
    }

    [Fact]
    public void Without_a_certificate_of_its_own_a_server_is_refused_a_discovery_server()
    {
        var space = new AddressSpace(PlantServer.ApplicationUri);

        Assert.Throws<ArgumentException>(() => new OpcUaServer(PlantServer.Options with { DiscoveryServerUrl = "opc.tcp://127.0.0.1:4840" }, space));
        Assert.Throws<ArgumentException>(() => new OpcUaServer(PlantServer.Secured with { DiscoveryServerUrl = "127.0.0.1" }, space));
    }

    [Fact]
    public async Task Who_asks_a_server_for_the_network_gets_itself_when_it_can_what_is_asked()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        ServerOnNetwork itself = Assert.Single(await OpcUaClient.FindServersOnNetworkAsync(
            new OpcUaClientOptions { EndpointUrl = server.Url, SecurityMode = MessageSecurityMode.None }, Token));
        using WireSession session = await WireSession.OpenAsync(server);

        Assert.Equal((server.Url, "DA"), (itself.DiscoveryUrl, Assert.Single(itself.ServerCapabilities!)));
        Assert.Equal(1, await CountAsync(session, new FindServersOnNetworkRequest { ServerCapabilityFilter = ["da"] }));
        Assert.Equal(0, await CountAsync(session, new FindServersOnNetworkRequest { ServerCapabilityFilter = ["DA", "HD"] }));
        Assert.Equal(0, await CountAsync(session, new FindServersOnNetworkRequest { StartingRecordId = itself.RecordId }));
    }

    private static async Task<int> CountAsync(WireSession session, FindServersOnNetworkRequest request) =>
        (await session.AskAsync(request, FindServersOnNetworkResponse.Decode)).Servers?.Length ?? 0;

    private static OpcUaServerOptions At(DiscoveryPeer lds) => PlantServer.Secured with
    {
        ApplicationName = "Line 1", DiscoveryServerUrl = lds.Url, RegistrationInterval = TimeSpan.FromMilliseconds(50),
    };

    private static MdnsDiscoveryConfiguration? Announcement(DiscoveryPeer lds) => lds.Seen
        .Select(each => each.Request)
        .OfType<RegisterServer2Request>()
        .LastOrDefault()?.DiscoveryConfiguration?[0]?.Structure as MdnsDiscoveryConfiguration;

    private static string?[]? Capabilities(DiscoveryPeer lds) => Announcement(lds)?.ServerCapabilities;
}
