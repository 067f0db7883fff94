using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Which value is a change (Part 4 §7.22.2).</summary>
public sealed class ChangeFilterTests
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<Variant, Variant, double, bool> Deadbands { get; } = new()
    {
        { 10.0, 11.0, 1, false },
        { 10.0, 11.001, 1, true },
        { 10.0, 8.999, 1, true },
        { 10, 15, 5, false },
        { 10, 16, 5, true },
        { (byte)250, (byte)5, 244, true },
        { 1.0, double.NaN, 1, true },
        { double.NaN, double.NaN, 1, false },
        { double.PositiveInfinity, double.PositiveInfinity, 1, false },
        { new[] { 1.0, 2.0 }, new[] { 1.5, 2.5 }, 0.5, false },
        { new[] { 1.0, 2.0 }, new[] { 1.0, 2.6 }, 0.5, true },
        { new[] { 1, 2 }, new[] { 1, 2, 3 }, 100, true },
        { new short[] { 1, 2 }, new short[] { 3, 4 }, 1, true },
        { 1, 1L, 100, true },
        { new Matrix(new[] { 1f, 2f }, [1, 2]), new Matrix(new[] { 1f, 2f }, [2, 1]), 100, true },
        { new Matrix(new[] { 1f, 2f }, [1, 2]), new Matrix(new[] { 1f, 2.5f }, [1, 2]), 1, false },
    };

    [Theory]
    [InlineData(DataChangeTrigger.Status, false, false, true)]
    [InlineData(DataChangeTrigger.StatusValue, true, false, true)]
    [InlineData(DataChangeTrigger.StatusValueTimestamp, true, true, true)]
    public void The_trigger_says_what_counts(DataChangeTrigger trigger, bool value, bool timestamp, bool status)
    {
        var filter = new ChangeFilter(trigger, 0);
        var last = new DataValue(1, StatusCodes.Good, Noon);

        Assert.Equal(value, filter.IsChange(last, last with { Value = 2 }));
        Assert.Equal(timestamp, filter.IsChange(last, last with { SourceTimestamp = Noon.AddTicks(1) }));
        Assert.Equal(status, filter.IsChange(last, last with { Status = StatusCodes.UncertainLastUsableValue }));
        Assert.False(filter.IsChange(last, last));
    }

    [Theory]
    [MemberData(nameof(Deadbands))]
    public void A_value_inside_the_deadband_is_none(Variant last, Variant next, double deadband, bool isChange) =>
        Assert.Equal(isChange, new ChangeFilter(DataChangeTrigger.StatusValue, deadband).IsChange(new DataValue(last), new DataValue(next)));
}
