using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Encoding;

/// <summary>No message takes more memory than its budget, whatever it is made of; those that honest peers send keep well within it.</summary>
public sealed class MemoryBudgetTests
{
    private const int Elements = 200_000;

    /// <summary>Bytes of an array's element that make the most of the least, and the code of the Variant that holds it.</summary>
    public static TheoryData<string, byte, string> Wasteful { get; } = new()
    {
        { "empty DataValues", 0x97, "00" },
        { "empty LocalizedTexts", 0x95, "00" },
        { "null Variants", 0x98, "00" },
        { "Variants of empty QualifiedNames", 0x98, "14 00 00 FF FF FF FF" },
        { "Variants of Guids", 0x98, "0E 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" },
        { "Variants of empty DataValues", 0x98, "17 00" },
        { "Variants of NodeIds", 0x98, "11 00 00" },
        { "Variants of ExpandedNodeIds", 0x98, "12 00 00" },
        { "strings of one letter", 0x8C, "01 00 00 00 41" },
        { "ByteStrings of one byte", 0x8F, "01 00 00 00 41" },
        { "ExtensionObjects without a body", 0x96, "00 01 00" },
        { "ExtensionObjects with an empty body", 0x96, "00 01 01 00 00 00 00" },
        { "Guid NodeIds", 0x91, "04 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00" },
        { "opaque NodeIds of one byte", 0x91, "05 00 00 01 00 00 00 41" },
        { "RelativePathElements", 0x96, "01 00 1B 02 01 0A 00 00 00 00 00 00 00 00 00 FF FF FF FF" },
    };

    [Theory]
    [MemberData(nameof(Wasteful))]
    public void Decoding_takes_at_most_its_budget(string what, byte variant, string element)
    {
        byte[] one = Wire.Bytes(element);
        byte[] bytes = [variant, .. BitConverter.GetBytes(Elements), .. Enumerable.Repeat(one, Elements).SelectMany(each => each)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            new BinaryDecoder(bytes).ReadVariant();
        }
        catch (OpcUaException exception)
        {
            Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, exception.Status);
        }

        // What is refused is thrown away; the exception itself takes a few kilobytes.
        long taken = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(taken <= 100_000 + (long)bytes.Length * EncodingLimits.Default.MaxExpansion, $"{what}: {taken} bytes for {bytes.Length}");
    }

    [Fact]
    public void Diagnostics_keep_to_the_budget()
    {
        byte[] bytes = [.. BitConverter.GetBytes(Elements), .. Enumerable.Repeat(Wire.Bytes("20 00 00 00 00"), Elements).SelectMany(each => each)];
        long before = GC.GetAllocatedBytesForCurrentThread();

        Wire.Read(bytes, (ref decoder) => decoder.ReadDiagnosticInfoArray());

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000 + (long)bytes.Length * EncodingLimits.Default.MaxExpansion);
    }

    [Fact]
    public void Ten_thousand_booleans_without_times_are_read()
    {
        var response = new ReadResponse { Results = [.. Enumerable.Repeat(new DataValue(true), 10_000)] };
        using var encoder = new BinaryEncoder();
        response.Encode(encoder);
        var decoder = new BinaryDecoder(encoder.WrittenSpan);

        Assert.Equal(10_000, ReadResponse.Decode(ref decoder).Results?.Length);
    }

    [Fact]
    public void A_page_of_a_thousand_short_references_is_read()
    {
        var reference = new ReferenceDescription { NodeId = new ExpandedNodeId(new NodeId(2, 1), null, 0), BrowseName = new QualifiedName(2, "a"), DisplayName = "a" };
        var response = new BrowseResponse { Results = [new BrowseResult { References = [.. Enumerable.Repeat(reference, 1_000)] }] };
        using var encoder = new BinaryEncoder();
        response.Encode(encoder);
        var decoder = new BinaryDecoder(encoder.WrittenSpan);

        Assert.Equal(1_000, BrowseResponse.Decode(ref decoder).Results?[0].References?.Length);
    }
}
