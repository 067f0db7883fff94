using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

public sealed class ValueRingTests
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_oldest_values_give_way_and_a_late_one_finds_its_place()
    {
        var ring = new ValueRing(3);
        foreach (int second in new[] { 1, 2, 5, 3, 0 })
        {
            ring.Append(new DataValue(second, default, Noon.AddSeconds(second)));
        }

        Assert.Equal([2, 3, 5], ring.Read(DateTime.MinValue, DateTime.MaxValue, 0, 10).Select(value => value.Value.Get<int>()));
        Assert.Equal([5, 3], ring.Read(DateTime.MaxValue, DateTime.MinValue, 0, 2).Select(value => value.Value.Get<int>()));
        Assert.Equal(3, ring.AtOrBefore(Noon.AddSeconds(4))!.Value.Value.Get<int>());
        Assert.Null(ring.AtOrBefore(Noon.AddSeconds(1)));
        Assert.Null(ring.AtOrAfter(Noon.AddSeconds(6)));
    }

    [Fact]
    public void The_oldest_give_way_to_the_bytes_of_newer_ones()
    {
        // A text of 1,000 characters holds 2,024 bytes: two of them fit 5,000, three are 6,072.
        var ring = new ValueRing(10, maxBytes: 5_000);
        foreach (int second in new[] { 1, 2, 3 })
        {
            ring.Append(new DataValue(new string((char)('0' + second), 1_000), default, Noon.AddSeconds(second)));
        }

        Assert.Equal(['2', '3'], ring.Read(DateTime.MinValue, DateTime.MaxValue, 0, 10).Select(value => value.Value.Get<string>()[0]));

        // One that is larger than all is kept alone.
        ring.Append(new DataValue(new string('4', 9_000), default, Noon.AddSeconds(4)));
        Assert.Equal(['4'], ring.Read(DateTime.MinValue, DateTime.MaxValue, 0, 10).Select(value => value.Value.Get<string>()[0]));
    }
}
