using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Client;

public sealed class SpareNotificationsTests
{
    private readonly SpareNotifications _spares = new();

    [Fact]
    public void Arrays_of_several_messages_are_used_again()
    {
        MonitoredItemNotification[][] delivered = [.. Enumerable.Range(0, 3).Select(_ => _spares.Take(1_000))];
        foreach (MonitoredItemNotification[] array in delivered)
        {
            _spares.Give(array);
        }

        MonitoredItemNotification[][] taken = [.. Enumerable.Range(0, 4).Select(_ => _spares.Take(1_000))];

        Assert.Equal([true, true, true, false], taken.Select(array => delivered.Any(spare => ReferenceEquals(spare, array))));
    }

    // A tick earlier or later makes a message a few values longer or shorter.
    [Theory]
    [InlineData(990, true)]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    [InlineData(499, false)]
    public void A_few_values_less_fit_the_same_array_but_not_less_than_half(int length, bool same)
    {
        MonitoredItemNotification[] delivered = _spares.Take(1_000);
        _spares.Give(delivered);

        MonitoredItemNotification[] taken = _spares.Take(length);

        Assert.InRange(taken.Length, length, length + (length / 8));
        Assert.Equal(same, taken == delivered);
    }

    [Fact]
    public void Only_who_gives_arrays_back_gets_longer_ones()
    {
        SpareNotifications.Shared.Give(new MonitoredItemNotification[4]);
        using var encoder = new BinaryEncoder();
        new DataChangeNotification { MonitoredItems = [.. Enumerable.Range(1, 3).Select(i => new MonitoredItemNotification { ClientHandle = (uint)i })] }.Encode(encoder);
        var plain = new BinaryDecoder(encoder.WrittenSpan);
        var sparing = new BinaryDecoder(encoder.WrittenSpan) { UsesSpares = true };

        MonitoredItemNotification[] exact = DataChangeNotification.Decode(ref plain).MonitoredItems!;
        MonitoredItemNotification[] used = DataChangeNotification.Decode(ref sparing).MonitoredItems!;

        Assert.Equal([1u, 2u, 3u], exact.Select(notification => notification.ClientHandle));
        Assert.Equal([1u, 2u, 3u], used.Take(3).Select(notification => notification.ClientHandle));
        Assert.All(used.Skip(3), notification => Assert.Equal(0u, notification.ClientHandle));
    }

    [Fact]
    public void Notifications_inside_a_value_are_as_many_as_were_sent()
    {
        SpareNotifications.Shared.Give(new MonitoredItemNotification[4]);
        var value = new DataChangeNotification { MonitoredItems = [.. Enumerable.Range(1, 3).Select(i => new MonitoredItemNotification { ClientHandle = (uint)i })] };
        var message = new DataChangeNotification { MonitoredItems = [new MonitoredItemNotification { ClientHandle = 7, Value = new DataValue(new ExtensionObject(value)) }] };
        using var encoder = new BinaryEncoder();
        encoder.WriteExtensionObject(new ExtensionObject(message));
        var sparing = new BinaryDecoder(encoder.WrittenSpan) { UsesSpares = true };

        var decoded = (DataChangeNotification)sparing.ReadExtensionObject()!.Structure!;

        var inside = (DataChangeNotification)decoded.MonitoredItems![0].Value.Value.Get<ExtensionObject>().Structure!;
        Assert.Equal([1u, 2u, 3u], inside.MonitoredItems!.Select(notification => notification.ClientHandle));
    }

    [Fact]
    public void What_was_delivered_is_not_kept_alive()
    {
        MonitoredItemNotification[] delivered = _spares.Take(10);
        Array.Fill(delivered, new MonitoredItemNotification { ClientHandle = 1, Value = new DataValue("模台一") });

        _spares.Give(delivered);

        Assert.All(delivered, notification => Assert.Equal(default, notification));
    }

    // 40 arrays of 1,000 are more than the 32,768 notifications that are kept: the first ones give way.
    [Fact]
    public void No_more_is_kept_than_a_few_messages()
    {
        MonitoredItemNotification[][] delivered = [.. Enumerable.Range(0, 40).Select(_ => _spares.Take(1_000))];
        foreach (MonitoredItemNotification[] array in delivered)
        {
            _spares.Give(array);
        }

        int kept = Enumerable.Range(0, 40).Select(_ => _spares.Take(1_000)).Count(delivered.Contains);

        Assert.InRange(kept, 1, 32);
    }
}
