using CsCheck;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Encoding;

public sealed class RoundTripTests
{
    [Fact]
    public void Any_bytes_are_read_or_refused_and_nothing_else() => Gen.Byte.Array[0, 300].Sample(
        bytes =>
        {
            foreach (uint encodingId in new[] { ReadRequest.BinaryEncodingId, CreateMonitoredItemsRequest.BinaryEncodingId, PublishResponse.BinaryEncodingId, CallRequest.BinaryEncodingId })
            {
                try
                {
                    var decoder = new BinaryDecoder(bytes);
                    StandardStructures.Decode(encodingId, ref decoder);
                }
                catch (OpcUaException exception)
                {
                    Assert.True(exception.Status == StatusCodes.BadDecodingError || exception.Status == StatusCodes.BadEncodingLimitsExceeded);
                }
            }
        },
        iter: 20_000);

    [Fact]
    public void A_variant_that_could_be_read_is_written_as_it_is_read_again() => Gen.Byte.Array[1, 60].Sample(
        bytes =>
        {
            Variant first;
            try
            {
                var decoder = new BinaryDecoder(bytes);
                first = decoder.ReadVariant();
            }
            catch (OpcUaException)
            {
                return;
            }

            // Not byte for byte: a long form is written short. What is written reads as the same value.
            byte[] written = Wire.Written(encoder => encoder.WriteVariant(first));
            Assert.Equal(written, Wire.Written(encoder => encoder.WriteVariant(Wire.Read(written, (ref decoder) => decoder.ReadVariant()))));
        },
        iter: 20_000);
}
