using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

public sealed class DiagnosticsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_summary_counts_what_came_and_what_was_refused()
    {
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with
        {
            CheckUser = (name, password) => name == password ? new UserAccount(name, []) : null,
            Limits = new() { MaxSubscriptionsPerSession = 2, LoginDelay = TimeSpan.Zero },
        });
        await using OpcUaClient watcher = await server.ConnectAsync();

        // Two more sessions, one refused by its password; two subscriptions of two intervals, one more than may be, a Read of
        // nothing, and one subscription deleted.
        using WireSession session = await WireSession.OpenAsync(server, "olga");
        Assert.Equal(StatusCodes.BadUserAccessDenied, await session.ActivateAsync("olga", "guess"));
        await session.SubscribeAsync(interval: 1_000);
        uint second = (await session.SubscribeAsync(interval: 2_000)).SubscriptionId;
        Assert.Equal(StatusCodes.BadTooManySubscriptions, await session.ResultAsync(new CreateSubscriptionRequest { RequestedPublishingInterval = 1_000 }));
        Assert.Equal(StatusCodes.BadNothingToDo, await session.ResultAsync(new ReadRequest()));
        await session.AskAsync(new DeleteSubscriptionsRequest { SubscriptionIds = [second] }, DeleteSubscriptionsResponse.Decode);
        WireSession gone = await WireSession.OpenAsync(server);
        gone.Dispose();
        await Until.TrueAsync(() => server.Server.SessionCount == 2, Token);

        DataValue value = (await watcher.ReadAsync([VariableIds.Server_ServerDiagnostics_ServerDiagnosticsSummary], Token))[0];
        var summary = (ServerDiagnosticsSummaryDataType)value.Value.Get<ExtensionObject>().Structure!;

        Assert.Equal((2u, 3u), (summary.CurrentSessionCount, summary.CumulatedSessionCount));
        Assert.Equal((1u, 1u), (summary.RejectedSessionCount, summary.SecurityRejectedSessionCount));
        Assert.Equal((0u, 1u), (summary.SessionTimeoutCount, summary.SessionAbortCount));
        Assert.Equal((1u, 2u, 1u), (summary.CurrentSubscriptionCount, summary.CumulatedSubscriptionCount, summary.PublishingIntervalCount));
        Assert.Equal((2u, 0u), (summary.RejectedRequestsCount, summary.SecurityRejectedRequestsCount));
    }
}
