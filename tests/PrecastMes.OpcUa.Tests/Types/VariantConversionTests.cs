namespace PrecastMes.OpcUa.Tests.Types;

public sealed class VariantConversionTests
{
    public static TheoryData<object, object> Kept => new()
    {
        { (byte)200, 200 },
        { -5, -5L },
        { 7u, (ushort)7 },
        { 3, 3.0 },
        { 3.0, 3 },
        { 1.5f, 1.5 },
        { 0.5, 0.5f },
        { ulong.MaxValue, ulong.MaxValue },
        { (sbyte)-1, (short)-1 },
        { 2, MessageSecurityMode.Sign },
        { true, true },
        { "7", "7" },
    };

    public static TheoryData<object, object> Lost => new()
    {
        { 256, (byte)0 },
        { -1, 0u },
        { 1.5, 0 },
        { 0.1, 0f },
        { long.MaxValue, 0.0 },
        { 1e300, 0L },
        { 1, true },
        { "7", 7 },
        { 7, "7" },
        { ulong.MaxValue, 0L },
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_number_becomes_another_type_that_holds_it(object value, object expected) => Assert.Equal(expected, As(value, expected.GetType()));

    [Theory]
    [MemberData(nameof(Lost))]
    public void What_would_lose_its_value_is_refused(object value, object target) => Assert.Throws<InvalidCastException>(() => As(value, target.GetType()));

    [Fact]
    public void Arrays_are_converted_element_by_element_or_not_at_all()
    {
        int[] small = [1, 2];
        int[] large = [1, 300];

        Assert.Equal([1.0, 2.0], Variant.From(small).As<double[]>());
        Assert.False(Variant.From(large).TryAs(out byte[]? _));
    }

    [Fact]
    public void Null_is_a_value_only_where_the_type_has_one()
    {
        Assert.Null(Variant.Null.As<int?>());
        Assert.Null(Variant.Null.As<string>());
        Assert.Throws<InvalidCastException>(() => Variant.Null.As<int>());
        Assert.Equal(5, Variant.From(5u).As<int?>());
    }

    [Fact]
    public void A_known_structure_comes_out_of_its_extension_object() =>
        Assert.Equal("a", Variant.From(new ExtensionObject(new Argument { Name = "a" })).As<Argument>().Name);

    private static object As(object value, Type target)
    {
        try
        {
            return typeof(VariantConversion).GetMethod(nameof(VariantConversion.As))!.MakeGenericMethod(target).Invoke(null, [Variant.From(value)])!;
        }
        catch (System.Reflection.TargetInvocationException exception)
        {
            throw exception.InnerException!;
        }
    }
}
