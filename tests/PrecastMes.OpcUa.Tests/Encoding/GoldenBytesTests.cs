namespace PrecastMes.OpcUa.Tests.Encoding;

/// <summary>The bytes of Part 6 §5.2, worked out by hand, both ways.</summary>
public sealed class GoldenBytesTests
{
    [Fact]
    public void A_guid_has_its_first_three_parts_little_endian()
    {
        // Part 6 §5.2.2.6 gives this very example.
        byte[] bytes = Wire.Bytes("91 2B 96 72 (Data1)", "75 FA (Data2)", "E6 4A (Data3)", "8D 28 B4 04 DC 7D AF 63 (Data4)");
        var guid = new Guid("72962B91-FA75-4AE6-8D28-B404DC7DAF63");

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteGuid(guid)));
        Assert.Equal(guid, Wire.Read(bytes, (ref decoder) => decoder.ReadGuid()));
    }

    [Theory]
    [InlineData(null, "FF FF FF FF")]
    [InlineData("", "00 00 00 00")]
    [InlineData("水Boy", "06 00 00 00 E6 B0 B4 42 6F 79")]
    public void A_null_string_is_not_an_empty_one(string? text, string hex)
    {
        byte[] bytes = Wire.Bytes(hex);

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteString(text)));
        Assert.Equal(text, Wire.Read(bytes, (ref decoder) => decoder.ReadString()));
    }

    [Theory]
    [InlineData("i=114", "00 (two byte) 72")]
    [InlineData("ns=5;i=1025", "01 (four byte) 05 (ns) 01 04 (id)")]
    [InlineData("ns=300;i=70000", "02 (numeric) 2C 01 (ns) 70 11 01 00 (id)")]
    [InlineData("ns=1;s=Hot水", "03 (string) 01 00 (ns) 06 00 00 00 (length) 48 6F 74 E6 B0 B4")]
    [InlineData("ns=2;g=72962b91-fa75-4ae6-8d28-b404dc7daf63", "04 (guid) 02 00 (ns) 91 2B 96 72 75 FA E6 4A 8D 28 B4 04 DC 7D AF 63")]
    [InlineData("ns=2;b=AQL/", "05 (opaque) 02 00 (ns) 03 00 00 00 (length) 01 02 FF")]
    public void A_node_id_takes_its_shortest_form(string text, string hex)
    {
        byte[] bytes = Wire.Bytes(System.Text.RegularExpressions.Regex.Replace(hex, @"\([^)]*\)", ""));
        NodeId id = NodeId.Parse(text);

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteNodeId(id)));
        Assert.Equal(id, Wire.Read(bytes, (ref decoder) => decoder.ReadNodeId()));
        Assert.Equal(text, id.ToString());
    }

    [Fact]
    public void An_expanded_node_id_carries_its_namespace_and_server_by_flags()
    {
        byte[] bytes = Wire.Bytes("C0 (two byte, uri, server)", "07 (id)", "02 00 00 00 75 3A (uri 'u:')", "09 00 00 00 (server)");
        var id = new ExpandedNodeId(new NodeId(0, 7u), "u:", 9);

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteExpandedNodeId(id)));
        Assert.Equal(id, Wire.Read(bytes, (ref decoder) => decoder.ReadExpandedNodeId()));
    }

    [Theory]
    [InlineData(1601, "00 00 00 00 00 00 00 00")]
    [InlineData(1, "00 00 00 00 00 00 00 00")]
    [InlineData(9999, "FF FF FF FF FF FF FF 7F")]
    public void Times_out_of_range_become_the_ends_of_the_range(int year, string hex)
    {
        DateTime time = year == 9999 ? DateTime.MaxValue : new DateTime(year, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        Assert.Equal(Wire.Bytes(hex), Wire.Written(encoder => encoder.WriteDateTime(time)));
        Assert.Equal(year == 9999 ? DateTime.MaxValue : DateTime.MinValue, Wire.Read(Wire.Bytes(hex), (ref decoder) => decoder.ReadDateTime()));
    }

    [Fact]
    public void A_time_counts_100_ns_since_1601()
    {
        // 1970-01-01 is 11,644,473,600 s after 1601-01-01: 116,444,736,000,000,000 ticks = 0x019DB1DED53E8000.
        byte[] bytes = Wire.Bytes("00 80 3E D5 DE B1 9D 01");

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteDateTime(DateTime.UnixEpoch)));
        Assert.Equal(DateTime.UnixEpoch, Wire.Read(bytes, (ref decoder) => decoder.ReadDateTime()));
    }

    [Fact]
    public void A_data_value_has_its_parts_in_the_order_of_the_standard()
    {
        byte[] bytes = Wire.Bytes(
            "3F (value, status, source time, server time, source and server picoseconds)",
            "06 01 00 00 00 (Int32 1)",
            "00 00 34 80 (Bad_NodeIdUnknown)",
            "00 80 3E D5 DE B1 9D 01 (source time)",
            "05 00 (source picoseconds)",
            "00 80 3E D5 DE B1 9D 01 (server time)",
            "06 00 (server picoseconds)");
        var value = new DataValue(1, StatusCodes.BadNodeIdUnknown, DateTime.UnixEpoch, DateTime.UnixEpoch) { SourcePicoseconds = 5, ServerPicoseconds = 6 };

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteDataValue(value)));
        Assert.Equal(value, Wire.Read(bytes, (ref decoder) => decoder.ReadDataValue()));
    }

    [Fact]
    public void An_empty_data_value_is_one_byte()
    {
        Assert.Equal(Wire.Bytes("00"), Wire.Written(encoder => encoder.WriteDataValue(default)));
        Assert.Equal(default, Wire.Read(Wire.Bytes("00"), (ref decoder) => decoder.ReadDataValue()));
    }

    [Fact]
    public void A_matrix_variant_has_elements_then_dimensions()
    {
        byte[] bytes = Wire.Bytes(
            "C4 (Int16, array, dimensions)",
            "06 00 00 00 (elements)",
            "01 00 02 00 03 00 04 00 05 00 06 00",
            "02 00 00 00 (dimensions)",
            "02 00 00 00 03 00 00 00");
        Variant matrix = new Matrix(new short[] { 1, 2, 3, 4, 5, 6 }, [2, 3]);

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteVariant(matrix)));
        Assert.Equal(matrix, Wire.Read(bytes, (ref decoder) => decoder.ReadVariant()));
    }

    [Fact]
    public void A_localized_text_has_locale_before_text()
    {
        byte[] bytes = Wire.Bytes("03 (locale, text)", "02 00 00 00 65 6E (en)", "01 00 00 00 78 (x)");
        var text = new LocalizedText("x", "en");

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteLocalizedText(text)));
        Assert.Equal(text, Wire.Read(bytes, (ref decoder) => decoder.ReadLocalizedText()));
    }

    [Fact]
    public void A_diagnostic_info_has_locale_before_localized_text()
    {
        // The bit of LocalizedText is below that of Locale, the field comes after it (Part 6 §5.2.2.12).
        byte[] bytes = Wire.Bytes(
            "5D (symbolic id, localized text, locale, additional info, inner)",
            "01 00 00 00 (symbolic id)",
            "02 00 00 00 (locale)",
            "03 00 00 00 (localized text)",
            "01 00 00 00 61 (additional info)",
            "20 00 00 00 80 (inner: inner status)");
        var info = new DiagnosticInfo
        {
            SymbolicId = 1,
            Locale = 2,
            LocalizedText = 3,
            AdditionalInfo = "a",
            InnerDiagnosticInfo = new DiagnosticInfo { InnerStatusCode = StatusCodes.Bad },
        };

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteDiagnosticInfo(info)));
        Assert.Equal(info, Wire.Read(bytes, (ref decoder) => decoder.ReadDiagnosticInfo()));
    }

    [Fact]
    public void A_known_structure_is_wrapped_with_its_length()
    {
        byte[] bytes = Wire.Bytes(
            "01 00 76 03 (ns 0, i=886: the encoding of Range, i=884)",
            "01 (byte string body)",
            "10 00 00 00 (16 bytes)",
            "00 00 00 00 00 00 00 00 (low 0)",
            "00 00 00 00 00 00 F0 3F (high 1)");
        var range = new ExtensionObject(new PrecastMes.OpcUa.Range { Low = 0, High = 1 });

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteExtensionObject(range)));
        Assert.Equal(range, Wire.Read(bytes, (ref decoder) => decoder.ReadExtensionObject()));
    }

    [Fact]
    public void An_unknown_structure_goes_back_as_it_came()
    {
        byte[] bytes = Wire.Bytes("01 04 39 30 (ns 4, i=12345)", "01 (byte string body)", "03 00 00 00", "DE AD 01");

        ExtensionObject? unknown = Wire.Read(bytes, (ref decoder) => decoder.ReadExtensionObject());

        Assert.Equal(bytes, Wire.Written(encoder => encoder.WriteExtensionObject(unknown)));
    }

    [Fact]
    public void A_read_request_is_as_a_sniffer_sees_it()
    {
        byte[] bytes = Wire.Bytes(
            "05 00 00 02 00 00 00 0A 0B (authentication token, opaque)",
            "00 80 3E D5 DE B1 9D 01 (timestamp)",
            "2A 00 00 00 (request handle)",
            "00 00 00 00 (return diagnostics)",
            "FF FF FF FF (audit entry id)",
            "10 27 00 00 (timeout hint 10,000 ms)",
            "00 00 00 (no additional header)",
            "00 00 00 00 00 00 00 00 (max age)",
            "02 00 00 00 (both timestamps)",
            "01 00 00 00 (one node)",
            "01 00 D3 08 (i=2259)",
            "0D 00 00 00 (Value)",
            "FF FF FF FF (no index range)",
            "00 00 FF FF FF FF (no data encoding)");
        var request = new ReadRequest
        {
            RequestHeader = new RequestHeader
            {
                AuthenticationToken = new NodeId(0, new byte[] { 0x0A, 0x0B }),
                Timestamp = DateTime.UnixEpoch,
                RequestHandle = 42,
                TimeoutHint = 10_000,
            },
            TimestampsToReturn = TimestampsToReturn.Both,
            NodesToRead = [new ReadValueId { NodeId = VariableIds.Server_ServerStatus_State, AttributeId = AttributeIds.Value }],
        };

        Assert.Equal(bytes, Wire.Written(request.Encode));
        Assert.Equal(bytes, Wire.Written(Wire.Read(bytes, ReadRequest.Decode).Encode));
    }
}
