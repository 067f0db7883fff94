namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>Variants that no honest peer sends, with what becomes of the request or answer they are in.</summary>
internal static class Attacks
{
    private static readonly byte[] NestedVariantArray = [0x98, 1, 0, 0, 0];
    private static readonly byte[] NestedDataValue = [0x17, 0x01];

    /// <summary>By name, so that a test's line says which.</summary>
    public static IReadOnlyDictionary<string, (byte[] Variant, StatusCode Result)> Variants { get; } = new Dictionary<string, (byte[], StatusCode)>
    {
        ["5,000 arrays of Variant in each other"] =
            (new HandBytes().Times(5_000, each => each.Raw(NestedVariantArray)).U8(0).Done, StatusCodes.BadEncodingLimitsExceeded),
        ["5,000 DataValues in each other"] =
            (new HandBytes().Times(5_000, each => each.Raw(NestedDataValue)).U8(0).Done, StatusCodes.BadEncodingLimitsExceeded),
        ["1,000 ExtensionObjects in each other"] = (Extensions(1_000), StatusCodes.BadEncodingLimitsExceeded),
        ["a DiagnosticInfo in a Variant"] = (new HandBytes().U8(25).U8(0x01).I32(1).Done, StatusCodes.BadDecodingError),
        ["1,000 DiagnosticInfos in each other"] = (Diagnostics(1_000), StatusCodes.BadEncodingLimitsExceeded),
        ["a Variant in a Variant"] = (new HandBytes().U8(24, 24, 24, 1, 1).Done, StatusCodes.BadDecodingError),
        ["an array of two thousand million bytes"] = (new HandBytes().U8(0x80 | 3).I32(0x7FFF_FFFF).Done, StatusCodes.BadDecodingError),
        ["an array of two thousand million strings"] = (new HandBytes().U8(0x80 | 12).I32(0x7FFF_FFFF).Done, StatusCodes.BadDecodingError),
        ["an array one longer than its bytes"] = (new HandBytes().U8(0x80 | 11).I32(3).F64(1).F64(2).Done, StatusCodes.BadDecodingError),
        ["55,000 empty Variants"] = (new HandBytes().U8(0x80 | 24).I32(55_000).Raw(new byte[55_000]).Done, StatusCodes.Good),
        ["a string of two thousand million bytes"] = (new HandBytes().U8(12).I32(0x7FFF_FFFF).Raw("abc"u8).Done, StatusCodes.BadDecodingError),
        ["a byte string of two thousand million bytes"] = (new HandBytes().U8(15).I32(0x7FFF_FFFF).Done, StatusCodes.BadDecodingError),
        ["a node id with a string of two thousand million bytes"] = (new HandBytes().U8(17).U8(3).U16(1).I32(0x7FFF_FFFF).Done, StatusCodes.BadDecodingError),
        ["an ExtensionObject longer than the message"] = (new HandBytes().U8(22).Id(321).U8(1).I32(0x7FFF_FFFF).Done, StatusCodes.BadDecodingError),
        ["an ExtensionObject shorter than its body"] = (new HandBytes().U8(22).Id(321).U8(1).I32(2).Text("anonymous").Done, StatusCodes.BadDecodingError),
        ["a matrix whose dimensions overflow to its length"] = (Matrix(0x1_0001, 0xFFFF, 0x7FFF_FFFF), StatusCodes.BadDecodingError),
        ["a matrix with a negative dimension"] = (Matrix(-1, -4), StatusCodes.BadDecodingError),
        ["a matrix with fewer elements than dimensions say"] = (Matrix(1_000, 1_000), StatusCodes.BadDecodingError),
        ["a matrix with two thousand million dimensions"] =
            (new HandBytes().U8(0xC0 | 6).I32(1).I32(5).I32(0x7FFF_FFFF).Done, StatusCodes.BadDecodingError),
        ["dimensions without an array"] = (new HandBytes().U8(0x40 | 6).I32(5).I32(0).Done, StatusCodes.BadDecodingError),
        ["a type that does not exist"] = (new HandBytes().U8(32).Done, StatusCodes.BadDecodingError),
        ["an ExtensionObject of an unknown encoding"] = (new HandBytes().U8(22).Id(321).U8(9).Done, StatusCodes.BadDecodingError),
    };

    /// <summary>Texts whose bytes are no UTF-8, among them overlong forms and halves of pairs.</summary>
    public static IReadOnlyList<byte[]> BadTexts { get; } =
    [
        [0xFF, 0xFE, 0xFD], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE4, 0xBD], [0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0, 0, 0],
    ];

    private static byte[] Extensions(int levels)
    {
        byte[] body = [0, 0, 0];
        for (int i = 0; i < levels; i++)
        {
            // ServiceFault (397): its ResponseHeader ends in an additional header, which is an ExtensionObject again.
            body = new HandBytes().Id(397).U8(1).Blob(new HandBytes().I64(0).U32(1).U32(0).U8(0).I32(0).Raw(body).Done).Done;
        }

        return [22, .. body];
    }

    private static byte[] Diagnostics(int levels)
    {
        byte[] chain = [.. Enumerable.Repeat((byte)0x40, levels), 0];
        return [22, .. new HandBytes().Id(397).U8(1).Blob(new HandBytes().I64(0).U32(1).U32(0).Raw(chain).I32(0).U8(0, 0, 0).Done).Done];
    }

    private static byte[] Matrix(params int[] dimensions) => new HandBytes()
        .U8(0xC0 | 6).I32(4).I32(1).I32(2).I32(3).I32(4)
        .I32(dimensions.Length).Times(1, each => Array.ForEach(dimensions, dimension => each.I32(dimension)))
        .Done;
}
