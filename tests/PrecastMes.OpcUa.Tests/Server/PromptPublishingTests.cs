using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>The fastest publishing does not wait for the timers of the system.</summary>
public sealed class PromptPublishingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_at_the_shortest_interval_is_told_without_any_timer()
    {
        var clock = new StoppedTimers();
        await using PlantServer server = await PlantServer.StartAsync(PlantServer.Options with { IntervalTime = clock, Limits = new ServerLimits { MinPublishingInterval = TimeSpan.FromMilliseconds(1) } });
        await using OpcUaClient client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.Zero }, Token);
        await subscription.AddAsync([new MonitoredItemRequest(server.Counter.NodeId) { SamplingInterval = TimeSpan.Zero }], Token);
        for (uint i = 100; i < 110; i++)
        {
            // The interval's end is awaited by the clock, so that the change finds it over.
            await Task.Delay(5, Token);
            server.Counter.Value = i;

            uint told;
            do
            {
                told = (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<uint>();
            }
            while (told != i);
        }
    }

    /// <summary>A real clock whose timers never fire.</summary>
    private sealed class StoppedTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
