using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Index ranges (Part 4 §7.27).</summary>
public sealed class NumericRangeTests
{
    private static readonly Variant Grid = Matrix([1, 2, 3, 4, 5, 6], 2, 3);

    [Theory]
    [InlineData("1:1")]
    [InlineData("2:1")]
    [InlineData("-1")]
    [InlineData("1,")]
    [InlineData("1:2:3")]
    [InlineData("0,0,0,0,0,0,0,0,0")]
    [InlineData(" 1")]
    public void Text_that_is_no_range_is_told_as_such(string text) => Assert.False(NumericRange.TryParse(text, out _));

    [Fact]
    public void A_block_of_a_matrix_is_a_matrix()
    {
        Assert.Equal(Matrix([2, 3, 5, 6], 2, 2), Slice(Grid, "0:1,1:2"));
        Assert.Equal(Matrix([6], 1, 1), Slice(Grid, "1,2"));
    }

    [Fact]
    public void What_lies_beyond_the_end_is_cut_and_nothing_is_an_error()
    {
        Assert.Equal(Ints(3), Slice(Ints(1, 2, 3), "2:9"));
        Assert.Equal(Matrix([5, 6], 1, 2), Slice(Grid, "1:7,1:9"));
        Assert.Null(Slice(Ints(1, 2, 3), "3"));
        Assert.Null(Slice(Grid, "0:1,3"));
        Assert.Null(Slice(7, "0"));
    }

    [Fact]
    public void A_matrix_needs_a_range_for_each_dimension()
    {
        Assert.Null(Slice(Grid, "0:1"));
        Assert.Null(Slice(Ints(1, 2, 3), "0,0"));
    }

    [Fact]
    public void One_dimension_more_takes_parts_of_the_texts_in_an_array()
    {
        Assert.Equal(Texts("ab", "de"), Slice(Texts("abc", "def", "g"), "0:1,0:1"));
        Assert.Equal(Texts("f", null), Slice(Texts("abc", "def", "g"), "1:2,2:5"));
        Assert.Equal((Variant)new byte[]?[] { [2, 3] }, Slice(new byte[]?[] { [1, 2, 3] }, "0,1:2"));
    }

    [Fact]
    public void A_part_of_a_matrix_is_replaced_and_the_rest_stays()
    {
        Assert.Equal(Matrix([1, 8, 9, 4, 5, 6], 2, 3), Replace(Grid, "0,1:2", Ints(8, 9)));
        Assert.Equal(Matrix([1, 2, 8, 4, 5, 9], 2, 3), Replace(Grid, "0:1,2", Matrix([8, 9], 2, 1)));
    }

    [Fact]
    public void A_part_of_a_text_is_replaced_by_one_of_its_length()
    {
        Assert.Equal((Variant)"aXYd", Replace("abcd", "1:2", "XY"));
        Assert.Equal(Texts("abc", "dZf"), Replace(Texts("abc", "def"), "1,1", Texts("Z")));
    }

    [Fact]
    public void A_write_must_fit_its_range_exactly()
    {
        Assert.Equal(StatusCodes.BadIndexRangeNoData, Refusal(Ints(1, 2, 3), "2:3", Ints(8, 9)));
        Assert.Equal(StatusCodes.BadIndexRangeDataMismatch, Refusal(Ints(1, 2, 3), "0:1", Ints(8)));
        Assert.Equal(StatusCodes.BadIndexRangeDataMismatch, Refusal(Ints(1, 2, 3), "0", 8));
        Assert.Equal(StatusCodes.BadTypeMismatch, Refusal(Ints(1, 2, 3), "0:1", (Variant)(uint[])[8u, 9u]));
        Assert.Equal(StatusCodes.BadIndexRangeDataMismatch, Refusal("abcd", "1:2", "XYZ"));
        Assert.Equal(StatusCodes.BadIndexRangeNoData, Refusal(7, "0", 8));
    }

    private static Variant? Slice(Variant value, string range)
    {
        Assert.True(NumericRange.TryParse(range, out NumericRange parsed));
        StatusCode status = parsed.Slice(value, out Variant part);
        Assert.Equal(part.IsNull ? StatusCodes.BadIndexRangeNoData : StatusCodes.Good, status);
        return part.IsNull ? (Variant?)null : part;
    }

    private static Variant? Replace(Variant value, string range, Variant part)
    {
        Assert.True(NumericRange.TryParse(range, out NumericRange parsed));
        Assert.Equal(StatusCodes.Good, parsed.Replace(value, part, out Variant merged));
        return merged;
    }

    private static StatusCode Refusal(Variant value, string range, Variant part)
    {
        Assert.True(NumericRange.TryParse(range, out NumericRange parsed));
        return parsed.Replace(value, part, out _);
    }

    private static Variant Ints(params int[] values) => values;

    private static Variant Texts(params string?[] values) => values;

    private static Variant Matrix(int[] elements, params int[] dimensions) => new Matrix(elements, dimensions);
}
