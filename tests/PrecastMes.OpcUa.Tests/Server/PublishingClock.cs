using Microsoft.Extensions.Time.Testing;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>A server whose intervals pass when the test says so.</summary>
internal sealed class PublishingClock
{
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));

    /// <summary>Users log in by their name as password.</summary>
    public OpcUaServerOptions Options => PlantServer.Options with
    {
        IntervalTime = Time,
        CheckUser = (name, password) => name == password ? new UserAccount(name, []) : null,
    };

    /// <summary>One publishing interval of the subscriptions made by <see cref="WireSession.SubscribeAsync"/>.</summary>
    public void Publish(int intervals = 1)
    {
        for (int i = 0; i < intervals; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(100));
        }
    }
}
