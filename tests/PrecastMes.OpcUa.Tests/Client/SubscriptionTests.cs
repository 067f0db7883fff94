using System.Diagnostics;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Client;

public sealed class SubscriptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_present_value_comes_first_and_then_every_change()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, Token);

        IReadOnlyList<MonitoredItem> added = await subscription.AddAsync(
            [new MonitoredItemRequest(server.Counter.NodeId, "counter") { SamplingInterval = TimeSpan.Zero, QueueSize = 100 }], Token);
        Notification first = await subscription.Notifications.ReadAsync(Token);
        for (uint i = 100; i < 150; i++)
        {
            server.Counter.Value = i;
        }

        var seen = new List<uint>();
        while (seen.Count < 50)
        {
            seen.Add((await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<uint>());
        }

        Assert.Equal([StatusCodes.Good], added.Select(item => item.Status));
        Assert.Equal(("counter", 7u), (first.Tag, first.Value.Value.Get<uint>()));
        Assert.Equal(Enumerable.Range(100, 50).Select(i => (uint)i), seen);
    }

    [Fact]
    public async Task A_change_arrives_within_a_few_publishing_intervals()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, Token);
        await subscription.AddAsync([new MonitoredItemRequest(server.Counter.NodeId)], Token);
        await subscription.Notifications.ReadAsync(Token);

        var delays = new List<double>();
        for (uint i = 1_000; i < 1_050; i++)
        {
            long start = Stopwatch.GetTimestamp();
            server.Counter.Value = i;
            Assert.Equal(i, (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<uint>());
            delays.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        delays.Sort();
        TestContext.Current.SendDiagnosticMessage($"change to reader: median {delays[25]:F1} ms, worst {delays[^1]:F1} ms");
        Assert.InRange(delays[25], 0, 100);
    }

    [Fact]
    public async Task The_newest_value_is_never_lost_to_the_sampling_interval()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(20) }, Token);
        await subscription.AddAsync([new MonitoredItemRequest(server.Counter.NodeId) { SamplingInterval = TimeSpan.FromMilliseconds(200) }], Token);

        // The burst falls into one sampling interval: what arrives of it may be little, but 30 is the last.
        for (uint i = 20; i <= 30; i++)
        {
            server.Counter.Value = i;
        }

        uint last;
        do
        {
            last = (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<uint>();
        }
        while (last != 30);
    }

    [Fact]
    public async Task A_change_inside_the_deadband_is_not_reported()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10) }, Token);
        await subscription.AddAsync(
            [new MonitoredItemRequest(server.Temperature.NodeId) { SamplingInterval = TimeSpan.Zero, QueueSize = 10, AbsoluteDeadband = 1.0 }], Token);
        await subscription.Notifications.ReadAsync(Token);

        // 20.5 → 21.5 is exactly the deadband, 21.6 is 1.1 away from 20.5, 20.7 is 0.9 away from 21.6.
        server.Temperature.Value = 21.5;
        server.Temperature.Value = 21.6;
        server.Temperature.Value = 20.7;
        server.Temperature.Value = 30.0;

        Assert.Equal(21.6, (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<double>());
        Assert.Equal(30.0, (await subscription.Notifications.ReadAsync(Token)).Value.Value.Get<double>());
    }

    [Fact]
    public async Task A_cut_link_ends_the_changes_with_the_reason()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(new SubscriptionOptions(), Token);

        server.Server.DropConnections();

        Exception reason = await client.Broken.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await Assert.ThrowsAsync<OpcUaException>(async () => await subscription.Notifications.Completion.WaitAsync(TimeSpan.FromSeconds(20), Token));
        OpcUaException refused = await Assert.ThrowsAsync<OpcUaException>(() => client.ReadAsync([server.Counter.NodeId], Token));
        Assert.IsType<OpcUaException>(reason);
        Assert.Equal(StatusCodes.BadNotConnected, refused.Status);
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_finds_a_gap_and_after_it_the_present_value()
    {
        await using PlantServer server = await PlantServer.StartAsync();
        await using var client = await server.ConnectAsync();
        await using Subscription subscription = await client.SubscribeAsync(
            new SubscriptionOptions { PublishingInterval = TimeSpan.FromMilliseconds(10), Capacity = 5 }, Token);
        await subscription.AddAsync([new MonitoredItemRequest(server.Counter.NodeId) { SamplingInterval = TimeSpan.Zero, QueueSize = 100 }], Token);
        for (uint i = 100; i < 150; i++)
        {
            server.Counter.Value = i;
        }

        await Until.TrueAsync(() => subscription.Notifications.Count == 5, Token);
        var kinds = new List<NotificationKind>();
        Notification notification;
        do
        {
            notification = await subscription.Notifications.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Token);
            kinds.Add(notification.Kind);
        }
        while (notification.Kind == NotificationKind.Gap || notification.Value.Value.Get<uint>() != 149);

        Assert.Contains(NotificationKind.Gap, kinds);
        Assert.False(subscription.Broken.IsCompleted);
        Assert.False(client.Broken.IsCompleted);
    }
}
