namespace PrecastMes.OpcUa.Tests.Types;

/// <summary>A Variant gives its value as exactly its type, and numbers without an object each.</summary>
public sealed class VariantValueTests
{
    private static readonly DateTime Time = new(2026, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    [Fact]
    public void Every_type_that_is_held_without_an_object_comes_back_as_itself_alone()
    {
        Check(true);
        Check<sbyte>(-8);
        Check<byte>(200);
        Check<short>(-1_600);
        Check<ushort>(60_000);
        Check(-320_000);
        Check(4_000_000_000u);
        Check(long.MinValue);
        Check(ulong.MaxValue);
        Check(1.5f);
        Check(-2.25);
        Check(Time);
        Check(StatusCodes.BadOutOfRange);
    }

    [Fact]
    public void An_array_is_no_number_and_an_empty_variant_is_nothing()
    {
        Assert.False(Variant.From(new int[1]).TryGet(out int _));
        Assert.False(Variant.Null.TryGet(out bool _));
        Assert.False(((Variant)1).TryGet(out DateTime _));
    }

    [Fact]
    public void Getting_a_number_allocates_nothing()
    {
        Variant value = 2.5;
        double sum = value.Get<double>();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            sum += value.Get<double>();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_001 * 2.5, sum);
    }

    private static void Check<T>(T expected)
        where T : struct
    {
        Variant value = Variant.From(expected);
        Assert.Equal(expected, value.Get<T>());
        Assert.Equal(expected, (T)value.Value!);
        Assert.Equal(typeof(T) == typeof(bool), value.TryGet(out bool _));
        Assert.Equal(typeof(T) == typeof(int), value.TryGet(out int _));
        Assert.Equal(typeof(T) == typeof(double), value.TryGet(out double _));
        Assert.Equal(typeof(T) == typeof(DateTime), value.TryGet(out DateTime _));
        Assert.False(value.TryGet(out string? _));
    }
}
