using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Tests.Client;
using PrecastMes.OpcUa.Tests.Encoding;

namespace PrecastMes.OpcUa.Tests.Types;

/// <summary>Structures that only an OPC Binary type dictionary describes, at a scripted server and on bytes built by hand.</summary>
public sealed class TypeDictionaryTests
{
    private const string Schema = """
        <opc:TypeDictionary xmlns:opc="http://opcfoundation.org/BinarySchema/" xmlns:ua="http://opcfoundation.org/UA/" xmlns:tns="urn:plc" TargetNamespace="urn:plc" DefaultByteOrder="LittleEndian">
          <opc:Import Namespace="http://opcfoundation.org/UA/"/>
          <opc:StructuredType Name="Point" BaseType="ua:ExtensionObject">
            <opc:Field Name="X" TypeName="opc:Float"/>
            <opc:Field Name="Y" TypeName="opc:Float"/>
          </opc:StructuredType>
          <opc:EnumeratedType Name="Phase" LengthInBits="32">
            <opc:EnumeratedValue Name="Waiting" Value="0"/>
            <opc:EnumeratedValue Name="Curing" Value="2"/>
          </opc:EnumeratedType>
          <opc:StructuredType Name="Part" BaseType="ua:ExtensionObject">
            <opc:Field Name="NoteSpecified" TypeName="opc:Bit"/>
            <opc:Field Name="TagsSpecified" TypeName="opc:Bit"/>
            <opc:Field Name="Mode" TypeName="opc:Bit" Length="3"/>
            <opc:Field Name="Reserved1" TypeName="opc:Bit" Length="27"/>
            <opc:Field Name="Id" TypeName="opc:UInt16"/>
            <opc:Field Name="Name" TypeName="opc:CharArray"/>
            <opc:Field Name="Phase" TypeName="tns:Phase"/>
            <opc:Field Name="NoOfPoints" TypeName="opc:Int32"/>
            <opc:Field Name="Points" TypeName="tns:Point" LengthField="NoOfPoints"/>
            <opc:Field Name="Pair" TypeName="opc:Byte" Length="2"/>
            <opc:Field Name="Note" TypeName="opc:String" SwitchField="NoteSpecified"/>
            <opc:Field Name="NoOfTags" TypeName="opc:Int32" SwitchField="TagsSpecified"/>
            <opc:Field Name="Tags" TypeName="opc:String" LengthField="NoOfTags" SwitchField="TagsSpecified"/>
            <opc:Field Name="Source" TypeName="ua:NodeId"/>
          </opc:StructuredType>
          <opc:StructuredType Name="Choice" BaseType="ua:Union">
            <opc:Field Name="SwitchField" TypeName="opc:UInt32"/>
            <opc:Field Name="Number" TypeName="opc:Int32" SwitchField="SwitchField" SwitchValue="1"/>
            <opc:Field Name="Point" TypeName="tns:Point" SwitchField="SwitchField" SwitchValue="2"/>
          </opc:StructuredType>
          <opc:StructuredType Name="Odd">
            <opc:Field Name="Text" TypeName="opc:Byte" Terminator="00"/>
          </opc:StructuredType>
          <opc:StructuredType Name="Endless">
            <opc:Field Name="Next" TypeName="tns:Endless"/>
          </opc:StructuredType>
        </opc:TypeDictionary>
        """;

    private static readonly byte[] PartBytes = Wire.Bytes(
        "15 00 00 00 (NoteSpecified, Mode 5, 27 bits reserved)",
        "0700 (Id)",
        "02000000 5733 (Name)",
        "02000000 (Phase)",
        "01000000 (NoOfPoints) ",
        "0000803F 00000040 (1.0, 2.0)",
        "0102 (Pair)",
        "03000000 647279 (Note)",
        "00 05 (Source: i=5)");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Bits_lengths_and_switches_are_followed_and_written_back_as_they_came()
    {
        DynamicStructure part = Decode("Part", PartBytes);

        Assert.Equal("{Mode: 5, Id: 7, Name: W3, Phase: Curing, Points: [{X: 1, Y: 2}], Pair: 0102, Note: dry, Source: i=5}", part.ToString());
        Assert.Equal(PartBytes, part.ToExtensionObject().Body);
    }

    [Fact]
    public void Changed_fields_carry_their_lengths_and_switches_with_them()
    {
        DynamicStructure part = Decode("Part", PartBytes);

        part["Note"] = null;
        part["Tags"] = new[] { "a", "b" };
        part["Points"] = Array.Empty<DynamicStructure>();
        byte[] expected = Wire.Bytes(
            "16 00 00 00 (TagsSpecified, Mode 5)", "0700", "02000000 5733", "02000000", "00000000 (NoOfPoints)", "0102", "02000000 (NoOfTags)", "01000000 61 01000000 62", "00 05");

        Assert.Equal(expected, part.ToExtensionObject().Body);
        Assert.Equal(["a", "b"], Decode("Part", expected).Get<string[]>("Tags"));
    }

    [Fact]
    public void A_union_is_told_by_its_switch()
    {
        DynamicStructure choice = Decode("Choice", Wire.Bytes("02000000", "0000803F 00000040"));
        Assert.Equal("Point", choice.Choice);

        choice["Number"] = 9;

        Assert.Equal(Wire.Bytes("01000000", "09000000"), choice.ToExtensionObject().Body);
        Assert.Null(Decode("Choice", Wire.Bytes("00000000")).Choice);
    }

    [Theory]
    [InlineData("Odd")]
    [InlineData("Endless")]
    [InlineData("Nothing")]
    public void What_a_dictionary_does_not_say_or_says_without_end_is_refused(string type)
    {
        var layouts = new DictionaryLayouts([TypeDictionary.Parse(System.Text.Encoding.UTF8.GetBytes(Schema))]);

        OpcUaException refused = Assert.Throws<OpcUaException>(() => layouts.Build("urn:plc", type, new NodeId(1, 100u)));

        Assert.Equal(StatusCodes.BadDataTypeIdUnknown, refused.Status);
        Assert.NotNull(layouts.Build("urn:plc", "Part", new NodeId(1, 100u)));
    }

    [Fact]
    public void A_dictionary_with_a_document_type_or_no_xml_is_refused()
    {
        Assert.Throws<OpcUaException>(() => TypeDictionary.Parse("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"u8.ToArray()));
        Assert.Throws<OpcUaException>(() => TypeDictionary.Parse([1, 2, 3]));
        Assert.Throws<OpcUaException>(() => TypeDictionary.Parse([]));
    }

    [Fact]
    public void Lengths_that_the_bytes_do_not_hold_are_refused()
    {
        byte[] body = [.. PartBytes];
        body[16] = 0xFF;
        body[17] = 0xFF;

        Assert.Equal(StatusCodes.BadDecodingError, Assert.Throws<OpcUaException>(() => Decode("Part", body)).Status);
    }

    [Fact]
    public async Task A_server_without_definitions_is_asked_for_its_dictionary()
    {
        var encoding = new NodeId(1, 100u);
        var description = new NodeId(1, 201u);
        var dictionary = new NodeId(1, 202u);
        var value = new NodeId(1, 300u);
        await using var server = new ScriptedServer((_, request) => request switch
        {
            BrowseRequest { NodesToBrowse: { } nodes } => new BrowseResponse
            {
                Results =
                [
                    .. nodes.Select(node =>
                        node.NodeId == encoding && node.ReferenceTypeId == ReferenceTypeIds.HasDescription ? To(description)
                        : node.NodeId == description || node.NodeId == new NodeId(0, 93u) ? To(dictionary)
                        : new BrowseResult()),
                ],
            },
            ReadRequest { NodesToRead: [var one] } when one.NodeId == description => Of("Part"),
            ReadRequest { NodesToRead: [var one] } when one.NodeId == dictionary => Of(System.Text.Encoding.UTF8.GetBytes(Schema + "\0")),
            ReadRequest { NodesToRead: [var one] } when one.NodeId == value => Of(new ExtensionObject(encoding, PartBytes)),
            _ => null,
        });
        await using OpcUaClient client = await server.ConnectAsync();

        DynamicStructure part = await client.ReadAsync<DynamicStructure>(value, Token);

        Assert.Equal("W3", part.Get<string>("Name"));
        Assert.Equal(encoding, part.ToExtensionObject().TypeId);
    }

    private static DynamicStructure Decode(string type, byte[] body)
    {
        var encoding = new NodeId(1, 100u);
        var catalog = new DataTypeCatalog();
        catalog.AddDescribed(encoding, new DictionaryLayouts([TypeDictionary.Parse(System.Text.Encoding.UTF8.GetBytes(Schema))]).Build("urn:plc", type, encoding));
        return catalog.Decode(new ExtensionObject(encoding, body))!;
    }

    private static BrowseResult To(NodeId node) => new() { References = [new ReferenceDescription { NodeId = node }] };

    private static ReadResponse Of(Variant value) => new() { Results = [new DataValue(value)] };
}
