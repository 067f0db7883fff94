using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Tests.Security.Certificates;

namespace PrecastMes.OpcUa.Tests.Client;

public sealed class SessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_closes_as_soon_as_it_is_told_good_bye_breaks_no_link()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        var log = new RecordingLogger();
        OpcUaClient client = await server.ConnectAsync(options => options with
        {
            Logger = log,
            OpenStream = async (url, token) =>
            {
                HeldStream link = await HeldStream.ConnectAsync(url, token);
                link.EndsBeforeGoodbyeReturns = true;
                return link;
            },
        });

        await client.DisposeAsync();

        Assert.DoesNotContain(log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task The_namespaces_are_known_by_name_after_connecting()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();

        Assert.Equal(["http://opcfoundation.org/UA/", PlantServer.ApplicationUri, PlantServer.LineNamespace], client.NamespaceUris);
        Assert.Equal(2, client.NamespaceIndex(PlantServer.LineNamespace));
        Assert.Contains(PlantServer.LineNamespace, Assert.Throws<KeyNotFoundException>(() => client.NamespaceIndex("urn:other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_anonymous_session_is_refused_unless_allowed()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { AllowAnonymous = false });

        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => server.ConnectAsync());

        Assert.Equal(StatusCodes.BadIdentityTokenRejected, refused.Status);
    }

    [Fact]
    public async Task A_user_comes_in_with_the_right_password_only()
    {
        await using PlantServer server = await PlantServer.StartAsync(
            PlantServer.Options with { AllowAnonymous = false, CheckUser = (name, password) => (name, password) == ("operator", "p@ss") ? new UserAccount(name, []) : null });

        await using OpcUaClient client = await server.ConnectAsync(options => options with { User = UserIdentity.UserName("operator", "p@ss") });
        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(
            () => server.ConnectAsync(options => options with { User = UserIdentity.UserName("operator", "pass") }));

        Assert.Equal(StatusCodes.BadUserAccessDenied, refused.Status);
    }

    [Fact]
    public async Task The_locales_that_are_asked_for_go_with_the_activation()
    {
        await using var server = new ScriptedServer((_, _) => null);
        await using OpcUaClient client = await server.ConnectAsync(options => options with { Locales = ["zh-CN", "en"] });

        Assert.Equal(["zh-CN", "en"], Assert.Single(server.SeenOf<ActivateSessionRequest>()).LocaleIds!);
    }

    [Fact]
    public async Task Renewing_the_token_costs_no_request()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { Limits = new() { MaxTokenLifetime = TimeSpan.FromSeconds(1) } });
        await using OpcUaClient client = await server.ConnectAsync();

        // Without renewal the server refuses the token after 1.25 lifetimes and 5 s.
        long start = TimeProvider.System.GetTimestamp();
        int reads = 0;
        while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(7))
        {
            DataValue[] values = await client.ReadAsync([server.Counter.NodeId], Token);
            Assert.Equal(StatusCodes.Good, values[0].Status);
            reads++;
        }

        Assert.False(client.Broken.IsCompleted);
        Assert.True(reads > 10, $"{reads} reads");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_in_the_error()
    {
        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(
            () => OpcUaClient.ConnectAsync(new OpcUaClientOptions { EndpointUrl = "opc.tcp://127.0.0.1:1", SecurityMode = MessageSecurityMode.None }, Token));

        Assert.Contains("127.0.0.1:1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposing_the_client_closes_its_session_on_the_server()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        OpcUaClient client = await server.ConnectAsync();
        Assert.Equal(1, server.Server.SessionCount);

        await client.DisposeAsync();

        await Until.TrueAsync(() => server.Server.SessionCount == 0 && server.Server.ConnectionCount == 0, Token);
        Assert.True(client.Broken.IsCompleted);
    }

    [Fact]
    public async Task An_anonymous_session_ends_with_its_connection()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient client = await server.ConnectAsync();

        server.Server.DropConnections();

        await Until.TrueAsync(() => server.Server.SessionCount == 0, Token);
    }
}
