using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Client;

/// <summary>Lengths that no other test's messages have.</summary>
public sealed class SpareNotificationsTests
{
    [Fact]
    public void Arrays_of_several_messages_are_used_again()
    {
        MonitoredItemNotification[][] delivered = [new MonitoredItemNotification[1_231], new MonitoredItemNotification[1_231], new MonitoredItemNotification[1_237]];
        foreach (MonitoredItemNotification[] array in delivered)
        {
            SpareNotifications.Give(array);
        }

        MonitoredItemNotification[]?[] taken = [SpareNotifications.TryTake(1_231), SpareNotifications.TryTake(1_237), SpareNotifications.TryTake(1_231)];

        Assert.All(delivered, array => Assert.Contains(array, taken));
        Assert.Null(SpareNotifications.TryTake(1_231));
    }

    // 40 arrays of 1,000 are more than the 32,768 notifications that are kept: the first ones give way.
    [Fact]
    public void No_more_is_kept_than_a_few_messages()
    {
        for (int i = 0; i < 40; i++)
        {
            SpareNotifications.Give(new MonitoredItemNotification[1_000]);
        }

        int kept = 0;
        while (SpareNotifications.TryTake(1_000) is not null)
        {
            kept++;
        }

        Assert.InRange(kept, 1, 32);
    }
}
