using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Encoding;

public sealed class DecodingLimitsTests
{
    [Theory]
    [InlineData("FF FF FF 7F")]
    [InlineData("05 00 00 00 41")]
    public void A_string_longer_than_the_message_is_refused(string hex) =>
        Assert.Equal(StatusCodes.BadDecodingError, Wire.Refusal(Wire.Bytes(hex), (ref decoder) => decoder.ReadString()));

    [Theory]
    [InlineData("81 FF FF FF 7F (Boolean)")]
    [InlineData("8B FF FF FF 7F (Double)")]
    [InlineData("98 FF FF FF 7F (Variant)")]
    [InlineData("97 FF FF FF 7F (DataValue)")]
    public void An_array_that_claims_two_thousand_million_elements_takes_no_memory(string field)
    {
        byte[] bytes = Wire.Bytes(field);
        long before = GC.GetAllocatedBytesForCurrentThread();

        StatusCode status = Wire.Refusal(bytes, (ref decoder) => decoder.ReadVariant());

        Assert.Equal(StatusCodes.BadDecodingError, status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_megabyte_of_empty_values_does_not_become_fifty()
    {
        // One byte each on the wire, 48 in memory: 24 times the message is the limit.
        byte[] bytes = [0x97, 0x40, 0x42, 0x0F, 0x00, .. new byte[1_000_000]];

        Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, Wire.Refusal(bytes, (ref decoder) => decoder.ReadVariant()));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    [InlineData(100_000, false)]
    public void Variants_inside_each_other_end_at_the_limit(int levels, bool taken)
    {
        // Each level: an array of one Variant. The innermost is null.
        byte[] level = Wire.Bytes("98 01 00 00 00");
        byte[] bytes = [.. Enumerable.Repeat(level, levels).SelectMany(each => each), 0];

        if (taken)
        {
            Wire.Read(bytes, (ref decoder) => decoder.ReadVariant());
        }
        else
        {
            Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, Wire.Refusal(bytes, (ref decoder) => decoder.ReadVariant()));
        }
    }

    [Fact]
    public void Diagnostics_inside_each_other_end_at_the_limit()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0x40, 100_000), 0];

        Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, Wire.Refusal(bytes, (ref decoder) => decoder.ReadDiagnosticInfo()));
    }

    [Theory]
    [InlineData("19 00", "a DiagnosticInfo inside a Variant")]
    [InlineData("18 00", "a Variant inside a Variant")]
    [InlineData("41 01", "dimensions without an array")]
    [InlineData("20", "a type that there is not")]
    [InlineData("C6 02 00 00 00 01 00 00 00 02 00 00 00 02 00 00 00 03 00 00 00 05 00 00 00", "3 × 5 of 2 elements")]
    [InlineData("C6 00 00 00 00 04 00 00 00 00 00 01 00 00 00 01 00 00 00 01 00 00 00 01 00", "a product beyond 64 bits")]
    public void A_malformed_variant_is_refused(string hex, string what) =>
        Assert.True(Wire.Refusal(Wire.Bytes(hex), (ref decoder) => decoder.ReadVariant()) == StatusCodes.BadDecodingError, what);

    [Fact]
    public void A_structure_shorter_than_its_claimed_length_is_refused()
    {
        byte[] bytes = Wire.Bytes("01 00 76 03 (Range)", "01", "11 00 00 00 (17 bytes)", "00 00 00 00 00 00 00 00", "00 00 00 00 00 00 F0 3F", "00");

        Assert.Equal(StatusCodes.BadDecodingError, Wire.Refusal(bytes, (ref decoder) => decoder.ReadExtensionObject()));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_read_as_replacement_characters() =>
        Assert.Equal("a\uFFFD", Wire.Read(Wire.Bytes("02 00 00 00 61 FF"), (ref decoder) => decoder.ReadString()));

    [Fact]
    public void A_string_above_the_limit_is_refused() =>
        Assert.Equal(
            StatusCodes.BadEncodingLimitsExceeded,
            Wire.Refusal(Wire.Bytes("03 00 00 00 61 62 63"), (ref decoder) => decoder.ReadString(), new EncodingLimits { MaxStringLength = 2 }));
}
