using PrecastMes.OpcUa.Tests.Encoding;

namespace PrecastMes.OpcUa.Tests.Types;

/// <summary>Structures by their definition, on bytes built by hand.</summary>
public sealed class DynamicStructureTests
{
    private static readonly NodeId Order = new(2, 1u);
    private static readonly NodeId OrderEncoding = new(2, 101u);
    private static readonly NodeId Size = new(2, 2u);
    private static readonly NodeId Phase = new(2, 3u);
    private static readonly NodeId Flags = new(2, 4u);

    [Fact]
    public void Fields_are_read_by_name_in_the_order_of_the_wire()
    {
        DataTypeCatalog catalog = Catalog(Struct(Order, StructureType.Structure, [
            Field("Id", DataTypeIds.UInt32), Field("Name", DataTypeIds.String), Field("Size", Size), Field("Phase", Phase), Field("Flags", Flags),
            Field("Lengths", DataTypeIds.Double, rank: 1), Field("Grid", DataTypeIds.Int16, rank: 2), Field("Parts", Size, rank: 1), Field("Any", DataTypeIds.BaseDataType)]));
        byte[] body = Wire.Bytes(
            "07000000 (Id)",
            "02000000 5733 (Name)",
            "0000003F 0000803F (Size: 0.5, 1.0)",
            "02000000 (Phase)",
            "05 (Flags: bits 0 and 2)",
            "01000000 000000000000F03F (Lengths)",
            "02000000 02000000 02000000 (Grid: 2 × 2)",
            "0100 0200 0300 0400",
            "01000000 00000000 00000040 (Parts: one of 0.0, 2.0)",
            "06 FFFFFFFF (Any: Int32 -1)");

        DynamicStructure order = catalog.Decode(new ExtensionObject(OrderEncoding, body))!;

        Assert.Equal((7u, "W3"), (order.Get<uint>("Id"), order.Get<string>("Name")));
        Assert.Equal(1.0f, order.Get<DynamicStructure>("Size").Get<float>("Width"));
        Assert.Equal((2, (byte)5), (order.Get<int>("Phase"), order.Get<byte>("Flags")));
        Assert.Equal([1.0], order.Get<double[]>("Lengths"));
        Assert.Equal([1, 2, 3, 4], (short[])order.Get<Matrix>("Grid").Elements);
        Assert.Equal(2.0f, Assert.Single(order.Get<DynamicStructure[]>("Parts")).Get<float>("Width"));
        Assert.Equal(-1, order["Any"] is Variant any ? any.Get<int>() : 0);
        Assert.Equal(
            "{Id: 7, Name: W3, Size: {Length: 0.5, Width: 1}, Phase: Curing, Flags: Hot|Locked, Lengths: [1], Grid: Int16[2,2], Parts: [{Length: 0, Width: 2}], Any: -1}",
            order.ToString());
        Assert.Equal(body, order.ToExtensionObject().Body);
    }

    [Fact]
    public void A_changed_field_changes_its_bytes_alone()
    {
        DataTypeCatalog catalog = Catalog(Struct(Order, StructureType.Structure, [Field("Id", DataTypeIds.UInt32), Field("Size", Size), Field("Name", DataTypeIds.String)]));
        DynamicStructure order = catalog.Decode(new ExtensionObject(OrderEncoding, Wire.Bytes("07000000", "0000003F 0000803F", "FFFFFFFF (null)")))!;

        order.Get<DynamicStructure>("Size")["Length"] = 2;
        order["Id"] = 8L;

        Assert.Equal(Wire.Bytes("08000000", "00000040 0000803F", "FFFFFFFF"), order.ToExtensionObject().Body);
    }

    [Fact]
    public void A_new_value_has_defaults_and_takes_only_what_fits()
    {
        DataTypeCatalog catalog = Catalog(Struct(Order, StructureType.Structure, [Field("Id", DataTypeIds.UInt16), Field("Size", Size), Field("Name", DataTypeIds.String)]));
        catalog.Layout(Order);
        DynamicStructure order = catalog.Create(Order);

        Assert.Throws<InvalidCastException>(() => order["Id"] = 70_000);
        Assert.Throws<InvalidCastException>(() => order["Id"] = "7");
        Assert.Throws<InvalidCastException>(() => order["Size"] = catalog.Create(Order));
        Assert.Throws<KeyNotFoundException>(() => order["id"]);
        order["Id"] = 300;

        Assert.Equal(Wire.Bytes("2C01", "00000000 00000000", "FFFFFFFF"), order.ToExtensionObject().Body);
    }

    [Fact]
    public void Optional_fields_are_there_when_their_bit_is_set()
    {
        DataTypeCatalog catalog = Catalog(Struct(Order, StructureType.StructureWithOptionalFields, [
            Field("Id", DataTypeIds.UInt16), Field("Note", DataTypeIds.String, optional: true), Field("Weight", DataTypeIds.Byte, optional: true)]));
        byte[] body = Wire.Bytes("02000000 (mask: Weight)", "0700 (Id)", "09 (Weight)");

        DynamicStructure order = catalog.Decode(new ExtensionObject(OrderEncoding, body))!;
        Assert.Equal((false, true, null), (order.Has("Note"), order.Has("Weight"), order["Note"]));
        Assert.Equal(body, order.ToExtensionObject().Body);

        order["Note"] = "x";
        order["Weight"] = null;
        Assert.Equal(Wire.Bytes("01000000", "0700", "01000000 78"), order.ToExtensionObject().Body);
    }

    [Fact]
    public void An_optional_string_that_is_there_and_null_stays_so()
    {
        DataTypeCatalog catalog = Catalog(Struct(Order, StructureType.StructureWithOptionalFields, [Field("Note", DataTypeIds.String, optional: true)]));
        byte[] body = Wire.Bytes("01000000 (mask)", "FFFFFFFF (null)");

        DynamicStructure order = catalog.Decode(new ExtensionObject(OrderEncoding, body))!;

        Assert.True(order.Has("Note"));
        Assert.Null(order["Note"]);
        Assert.Equal(body, order.ToExtensionObject().Body);
    }

    [Fact]
    public void A_union_holds_one_field_or_none()
    {
        DataTypeCatalog catalog = Catalog(Struct(Order, StructureType.Union, [Field("Number", DataTypeIds.Int32), Field("Size", Size)]));

        DynamicStructure none = catalog.Decode(new ExtensionObject(OrderEncoding, Wire.Bytes("00000000")))!;
        DynamicStructure size = catalog.Decode(new ExtensionObject(OrderEncoding, Wire.Bytes("02000000", "0000003F 0000803F")))!;
        size["Number"] = 5;

        Assert.Null(none.Choice);
        Assert.Equal("Number", size.Choice);
        Assert.Equal(Wire.Bytes("01000000", "05000000"), size.ToExtensionObject().Body);
        Assert.Equal(StatusCodes.BadDecodingError, Refusal(catalog, Wire.Bytes("03000000")));
    }

    [Fact]
    public void A_field_that_allows_subtypes_carries_its_own_type()
    {
        DataTypeCatalog catalog = Catalog(Struct(Order, StructureType.StructureWithSubtypedValues, [Field("Size", Size, optional: true), Field("Value", DataTypeIds.Number, optional: true)]));
        byte[] body = Wire.Bytes("01 02 6600 (ns=2;i=102)", "01 08000000 0000003F 0000803F", "03 07 (Byte 7)");

        DynamicStructure order = catalog.Decode(new ExtensionObject(OrderEncoding, body))!;
        DynamicStructure size = catalog.Decode(order.Get<ExtensionObject>("Size"))!;

        Assert.Equal(0.5f, size.Get<float>("Length"));
        Assert.Equal((byte)7, ((Variant)order["Value"]!).Get<byte>());
        Assert.Equal(body, order.ToExtensionObject().Body);
        order["Size"] = size;
        Assert.Equal(body, order.ToExtensionObject().Body);
    }

    [Fact]
    public void The_encoding_found_by_its_reference_counts_not_the_one_in_the_definition()
    {
        DataTypeNode node = Struct(Order, StructureType.Structure, [Field("Id", DataTypeIds.Byte)]);
        var wrong = (StructureDefinition)node.Definition!;
        DataTypeCatalog catalog = Catalog(node with
        {
            Definition = new StructureDefinition { DefaultEncodingId = Order, StructureType = wrong.StructureType, Fields = wrong.Fields },
        });

        Assert.NotNull(catalog.Decode(new ExtensionObject(OrderEncoding, [1])));
        Assert.Null(catalog.Decode(new ExtensionObject(Order, [1])));
    }

    [Fact]
    public void Bytes_that_are_too_few_or_too_many_are_refused()
    {
        DataTypeCatalog catalog = Catalog(Struct(Order, StructureType.Structure, [Field("Id", DataTypeIds.UInt16), Field("Sizes", Size, rank: 1)]));

        Assert.Equal(StatusCodes.BadDecodingError, Refusal(catalog, Wire.Bytes("0700")));
        Assert.Equal(StatusCodes.BadDecodingError, Refusal(catalog, Wire.Bytes("0700 FFFFFFFF 00")));
        Assert.Equal(StatusCodes.BadDecodingError, Refusal(catalog, Wire.Bytes("0700 FFFFFF7F (claims 2^31 elements)")));
    }

    [Fact]
    public void A_type_that_is_always_inside_itself_is_refused_and_one_that_may_be_is_read()
    {
        DataTypeCatalog endless = new();
        endless.Add(Struct(Order, StructureType.Structure, [Field("Next", Order)]));
        DataTypeCatalog tree = Catalog(Struct(Order, StructureType.Structure, [Field("Id", DataTypeIds.Byte), Field("Children", Order, rank: 1)]));

        DynamicStructure root = tree.Decode(new ExtensionObject(OrderEncoding, Wire.Bytes("01 01000000", "02 00000000")))!;

        Assert.Equal(StatusCodes.BadDataTypeIdUnknown, Assert.Throws<OpcUaException>(() => endless.Layout(Order)).Status);
        Assert.Equal((byte)2, Assert.Single(root.Get<DynamicStructure[]>("Children")).Get<byte>("Id"));
    }

    [Fact]
    public void Nesting_without_end_in_the_bytes_is_refused_at_its_limit()
    {
        DataTypeCatalog tree = Catalog(Struct(Order, StructureType.Structure, [Field("Children", Order, rank: 1)]));
        byte[] body = [.. Enumerable.Repeat(new byte[] { 1, 0, 0, 0 }, 5_000).SelectMany(bytes => bytes)];

        Assert.Equal(StatusCodes.BadEncodingLimitsExceeded, Refusal(tree, body));
    }

    [Fact]
    public void Types_that_multiply_inside_each_other_are_refused()
    {
        // Each holds the next twice: 2^40 fields in a value of no bytes.
        DataTypeCatalog catalog = new();
        catalog.Add(Enumerable.Range(0, 40).Select(i => Struct(new NodeId(3, (uint)i), StructureType.Structure, i == 39
            ? []
            : [Field("A", new NodeId(3, (uint)i + 1)), Field("B", new NodeId(3, (uint)i + 1))])));

        Assert.Equal(StatusCodes.BadDataTypeIdUnknown, Assert.Throws<OpcUaException>(() => catalog.Layout(new NodeId(3, 0u))).Status);
    }

    [Fact]
    public void A_type_of_an_unknown_type_is_refused_and_can_be_asked_again_when_it_is_known()
    {
        DataTypeCatalog catalog = new();
        var part = new NodeId(2, 50u);
        catalog.Add(Struct(Order, StructureType.Structure, [Field("Part", part)]));

        Assert.Equal(StatusCodes.BadDataTypeIdUnknown, Assert.Throws<OpcUaException>(() => catalog.Layout(Order)).Status);
        Assert.Null(catalog.Decode(new ExtensionObject(OrderEncoding, [1])));
        catalog.Add(Struct(part, StructureType.Structure, [Field("Id", DataTypeIds.Byte)]));

        Assert.IsType<StructureLayout>(catalog.Layout(Order));
    }

    private static StatusCode Refusal(DataTypeCatalog catalog, byte[] body) =>
        Assert.Throws<OpcUaException>(() => catalog.Decode(new ExtensionObject(OrderEncoding, body))).Status;

    /// <summary>With a structure of two floats, an enumeration and an option set beside the one that is tested.</summary>
    private static DataTypeCatalog Catalog(DataTypeNode tested)
    {
        var catalog = new DataTypeCatalog();
        catalog.Add(
            tested,
            Struct(Size, StructureType.Structure, [Field("Length", DataTypeIds.Float), Field("Width", DataTypeIds.Float)]),
            new DataTypeNode(Phase, "Phase", DataTypeIds.Enumeration, new EnumDefinition { Fields = [new EnumField { Value = 2, Name = "Curing" }] }),
            new DataTypeNode(Flags, "Flags", DataTypeIds.Byte, new EnumDefinition { Fields = [new EnumField { Value = 0, Name = "Hot" }, new EnumField { Value = 2, Name = "Locked" }] }));
        catalog.Layout(tested.Id);
        catalog.Layout(Size);
        return catalog;
    }

    private static DataTypeNode Struct(NodeId id, StructureType kind, StructureField[] fields) =>
        new(id, $"Type{id.Numeric}", DataTypeIds.Structure, new StructureDefinition { StructureType = kind, Fields = fields }) { BinaryEncodingId = new NodeId(id.NamespaceIndex, id.Numeric + 100) };

    private static StructureField Field(string name, NodeId type, int rank = -1, bool optional = false) =>
        new() { Name = name, DataType = type, ValueRank = rank, IsOptional = optional };
}
