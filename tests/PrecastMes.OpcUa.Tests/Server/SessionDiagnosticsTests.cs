using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>What a server shows of its sessions (Part 5 §12.11, §12.12).</summary>
public sealed class SessionDiagnosticsTests
{
    private static readonly NodeId Security = VariableIds.Server_ServerDiagnostics_SessionsDiagnosticsSummary_SessionSecurityDiagnosticsArray;

    private readonly PublishingClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_session_shows_what_it_asked_and_what_was_refused_and_what_it_has()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options with { Limits = new() { LoginDelay = TimeSpan.Zero } });
        await using OpcUaClient reader = await server.ConnectAsync();
        DateTime connected = _clock.Time.GetUtcNow().UtcDateTime;
        using WireSession session = await WireSession.OpenAsync(server, "olga", "zh-CN", "en");
        Assert.Equal(StatusCodes.BadUserAccessDenied, await session.ActivateAsync("olga", "guess"));
        await session.ResultAsync(new ReadRequest { NodesToRead = [new ReadValueId { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value }] });
        Assert.Equal(StatusCodes.BadNothingToDo, await session.ResultAsync(new ReadRequest()));
        await session.ResultAsync(new BrowseRequest { NodesToBrowse = [new BrowseDescription { NodeId = server.Line }] });
        await session.CallAsync(server.Line, server.Id("Line.Add"), 1, 2);
        uint subscription = (await session.SubscribeAsync()).SubscriptionId;
        await session.WatchAsync(subscription, server.Counter.NodeId);
        await session.WatchAsync(subscription, server.Name.NodeId);
        Assert.Equal(StatusCodes.BadMessageNotAvailable, await session.ResultAsync(new RepublishRequest { SubscriptionId = subscription, RetransmitSequenceNumber = 9 }));
        await session.PostPublishAsync();
        _clock.Time.Advance(TimeSpan.FromMilliseconds(50));
        await session.PostPublishAsync();
        await session.ResultAsync(new WriteRequest { NodesToWrite = [new WriteValue { NodeId = server.Counter.NodeId, AttributeId = AttributeIds.Value, Value = new DataValue(8u) }] });
        _clock.Time.Advance(TimeSpan.FromMilliseconds(20));

        SessionDiagnosticsDataType shown = await reader.SessionAsync(each => each.SessionId != reader.SessionId);

        Assert.Equal((2u, 1u), shown.ReadCount.Both());
        Assert.Equal((1u, 0u), shown.BrowseCount.Both());
        Assert.Equal((1u, 0u), shown.CallCount.Both());
        Assert.Equal((1u, 0u), shown.WriteCount.Both());
        Assert.Equal((1u, 0u), shown.CreateSubscriptionCount.Both());
        Assert.Equal((2u, 0u), shown.CreateMonitoredItemsCount.Both());
        Assert.Equal((1u, 1u), shown.RepublishCount.Both());
        Assert.Equal((2u, 0u), shown.PublishCount.Both());
        Assert.Equal((0u, 0u), shown.HistoryReadCount.Both());

        // 11 above and two activations, of which one was refused for who it was.
        Assert.Equal((13u, 3u), shown.TotalRequestCount.Both());
        Assert.Equal(1u, shown.UnauthorizedRequestCount);
        Assert.Equal((1u, 2u, 2u), (shown.CurrentSubscriptionsCount, shown.CurrentMonitoredItemsCount, shown.CurrentPublishRequestsInQueue));
        Assert.Equal((connected, connected.AddMilliseconds(50)), (shown.ClientConnectionTime, shown.ClientLastContactTime));
        Assert.Equal(["zh-CN", "en"], shown.LocaleIds!);
        Assert.Equal(3_600_000, shown.ActualSessionTimeout);
    }

    [Fact]
    public async Task A_publish_request_that_is_sent_back_later_counts_as_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync(_clock.Options with { Limits = new() { MaxPublishRequestsPerSession = 2 } });
        await using OpcUaClient reader = await server.ConnectAsync();
        using WireSession session = await WireSession.OpenAsync(server);
        await session.SubscribeAsync();
        Task<byte[]> first = await session.PostAsync(new PublishRequest());
        await session.PostAsync(new PublishRequest());
        await session.PostAsync(new PublishRequest());
        await first;

        SessionDiagnosticsDataType shown = await reader.SessionAsync(each => each.SessionId != reader.SessionId);

        Assert.Equal(((3u, 1u), 2u), (shown.PublishCount.Both(), shown.CurrentPublishRequestsInQueue));
    }

    [Fact]
    public async Task A_request_for_a_session_that_comes_by_another_channel_is_unauthorized()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient reader = await server.ConnectAsync();
        await using OpcUaClient owner = await server.ConnectAsync();
        var options = new OpcUaClientOptions { EndpointUrl = server.Url, SecurityMode = MessageSecurityMode.None };
        using ClientChannel stolen = await ClientChannel.OpenAsync(options, Token);
        stolen.AuthenticationToken = owner.Session.AuthenticationToken;
        SessionDiagnosticsDataType before = await reader.SessionAsync(each => each.SessionId == owner.SessionId);
        await Assert.ThrowsAsync<OpcUaException>(() => stolen.SendAsync<BrowseResponse>(new BrowseRequest { NodesToBrowse = [new BrowseDescription()] }, Token));

        SessionDiagnosticsDataType after = await reader.SessionAsync(each => each.SessionId == owner.SessionId);

        Assert.Equal((0u, 1u), (before.UnauthorizedRequestCount, after.UnauthorizedRequestCount));
        Assert.Equal((before.TotalRequestCount.TotalCount + 1, before.TotalRequestCount.ErrorCount + 1), after.TotalRequestCount.Both());
    }

    [Fact]
    public async Task What_a_client_says_of_itself_is_shown_up_to_a_length()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using OpcUaClient reader = await server.ConnectAsync(options => options with { ApplicationName = "reader", ApplicationUri = "urn:reader" });
        await using OpcUaClient talker = await server.ConnectAsync(options => options with { ApplicationName = new string('x', 10_000) });

        SessionDiagnosticsDataType own = await reader.SessionAsync(each => each.SessionId == reader.SessionId);
        SessionDiagnosticsDataType other = await reader.SessionAsync(each => each.SessionId == talker.SessionId);

        Assert.Equal(
            ("reader", "urn:reader", "reader", ApplicationType.Client, server.Url),
            (own.SessionName, own.ClientDescription.ApplicationUri, own.ClientDescription.ApplicationName.Text, own.ClientDescription.ApplicationType, own.EndpointUrl));
        Assert.Equal((256, 256), (other.SessionName!.Length, other.ClientDescription.ApplicationName.Text!.Length));
    }

    [Fact]
    public async Task Who_the_users_are_and_how_they_proved_it_sees_the_security_administrator_alone()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Secured with
        {
            CheckUser = (name, password) => name == password ? new UserAccount(name, name == "admin" ? [WellKnownRoles.SecurityAdmin] : [WellKnownRoles.ConfigureAdmin, WellKnownRoles.Operator]) : null,
        });
        await using OpcUaClient admin = await server.ConnectSecurelyAsync(change: options => options with { User = UserIdentity.UserName("admin", "admin") });
        await using OpcUaClient user = await server.ConnectSecurelyAsync(SecurityPolicy.Aes256Sha256RsaPss, options => options with { User = UserIdentity.UserName("olga", "olga") });

        DataValue refused = (await user.ReadAsync([Security], Token))[0];
        SessionSecurityDiagnosticsDataType shown = Assert.Single(
            await admin.ArrayAsync<SessionSecurityDiagnosticsDataType>(Security), each => each.SessionId == user.SessionId);

        Assert.Equal(StatusCodes.BadUserAccessDenied, refused.Status);
        Assert.Equal(
            ("olga", "UserName", MessageSecurityMode.SignAndEncrypt, SecurityPolicy.Aes256Sha256RsaPss.Uri),
            (shown.ClientUserIdOfSession, shown.AuthenticationMechanism, shown.SecurityMode, shown.SecurityPolicyUri));
        Assert.Equal(TestCertificates.Client().For(SecurityPolicy.Aes256Sha256RsaPss)!.Certificate.RawData, shown.ClientCertificate);
        Assert.Equal(["olga"], shown.ClientUserIdHistory!);
    }

    [Fact]
    public async Task The_users_of_a_session_are_listed_one_after_the_other()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with
        {
            CheckUser = (name, password) => name == password ? new UserAccount(name, [WellKnownRoles.SecurityAdmin]) : null,
        });
        server.Space.SetAccessRestrictions(Security, AccessRestrictionType.None);
        await using OpcUaClient admin = await server.ConnectAsync(options => options with { User = UserIdentity.UserName("admin", "admin") });
        using WireSession session = await WireSession.OpenAsync(server, "olga");
        foreach (string? user in new[] { "olga", null, "otto" })
        {
            await session.ActivateAsync(user);
        }

        SessionSecurityDiagnosticsDataType shown = Assert.Single(
            await admin.ArrayAsync<SessionSecurityDiagnosticsDataType>(Security), each => each.SessionId != admin.SessionId);

        Assert.Equal(["olga", null, "otto"], shown.ClientUserIdHistory!);
        Assert.Equal("olga", shown.ClientUserIdOfSession);
        Assert.Equal("UserName", shown.AuthenticationMechanism);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_flag_says_whether_sessions_and_subscriptions_are_shown(bool shown)
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { ShowDiagnostics = shown });
        await using OpcUaClient reader = await server.ConnectAsync();
        await using Subscription subscription = await reader.SubscribeAsync(new SubscriptionOptions(), Token);

        Assert.Equal(shown, await reader.ReadAsync<bool>(VariableIds.Server_ServerDiagnostics_EnabledFlag, Token));
        int expected = shown ? 1 : 0;
        Assert.Equal(
            expected,
            (await reader.ArrayAsync<SessionDiagnosticsDataType>(VariableIds.Server_ServerDiagnostics_SessionsDiagnosticsSummary_SessionDiagnosticsArray)).Count);
        Assert.Equal(expected, (await reader.ArrayAsync<SubscriptionDiagnosticsDataType>(VariableIds.Server_ServerDiagnostics_SubscriptionDiagnosticsArray)).Count);
    }
}
