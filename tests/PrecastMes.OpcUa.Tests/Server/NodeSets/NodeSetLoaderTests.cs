using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>What a NodeSet file may say and how it comes into an address space.</summary>
public sealed class NodeSetLoaderTests
{
    private const string Model = "urn:test:model";

    [Fact]
    public void Ids_names_types_and_values_move_to_the_namespaces_of_the_space()
    {
        var space = new AddressSpace("urn:test:space");
        space.AddNamespace("urn:test:other");

        space.Load(Read("""
            <UAVariable NodeId="ns=1;i=1" BrowseName="1:Place" DataType="ns=1;i=10">
              <References>
                <Reference ReferenceType="HasTypeDefinition">i=63</Reference>
                <Reference ReferenceType="Organizes" IsForward="false">i=85</Reference>
              </References>
            </UAVariable>
            <UAVariable NodeId="ns=1;i=2" BrowseName="1:Id" DataType="NodeId">
              <References>
                <Reference ReferenceType="HasTypeDefinition">i=68</Reference>
                <Reference ReferenceType="HasProperty" IsForward="false">ns=1;i=1</Reference>
              </References>
              <Value><uax:NodeId xmlns:uax="http://opcfoundation.org/UA/2008/02/Types.xsd"><uax:Identifier>ns=1;s=W3</uax:Identifier></uax:NodeId></Value>
            </UAVariable>
            """ + Structure));

        UaVariable place = space.Variable(new NodeId(3, 1));
        Assert.Equal(Model, space.NamespaceUris[3]);
        Assert.Equal(new QualifiedName(3, "Place"), place.BrowseName);
        Assert.Equal(new NodeId(3, 10), place.DataType);
        Assert.Equal(new NodeId(3, "W3"), space.Variable(new NodeId(3, 2)).Value.Get<NodeId>());
        Assert.Equal(new NodeId(3, 2), space.Member(ObjectIds.ObjectsFolder, "Place", "Id").NodeId);
    }

    [Fact]
    public void A_variable_that_a_model_calls_writable_is_opened_by_the_program_alone()
    {
        var space = new AddressSpace("urn:test:space");

        space.Load(Read("""
            <UAVariable NodeId="ns=1;i=1" BrowseName="1:Place" DataType="String" AccessLevel="7">
              <References>
                <Reference ReferenceType="HasTypeDefinition">i=63</Reference>
                <Reference ReferenceType="Organizes" IsForward="false">i=85</Reference>
              </References>
            </UAVariable>
            """));

        UaVariable place = space.Variable(new NodeId(2, 1));
        Assert.Equal(AccessLevelExType.CurrentRead | AccessLevelExType.HistoryRead, place.AccessLevel);
        place.AccessLevel |= AccessLevelExType.CurrentWrite;
        Assert.True(place.IsWritable);
    }

    [Fact]
    public void A_reference_is_seen_from_both_ends_whichever_end_declares_it()
    {
        var space = new AddressSpace("urn:test:space");
        space.Load(Read("""
            <UAObject NodeId="ns=1;i=1" BrowseName="1:A">
              <References>
                <Reference ReferenceType="HasTypeDefinition">i=58</Reference>
                <Reference ReferenceType="Organizes" IsForward="0">i=85</Reference>
                <Reference ReferenceType="HasComponent">ns=1;i=2</Reference>
              </References>
            </UAObject>
            <UAObject NodeId="ns=1;i=2" BrowseName="1:B">
              <References><Reference ReferenceType="HasTypeDefinition">i=58</Reference></References>
            </UAObject>
            """));

        Assert.True(space.TryGet(ObjectIds.ObjectsFolder, out UaNode? objects));
        Assert.Contains(new UaReference(ReferenceTypeIds.Organizes, true, new NodeId(2, 1)), objects.References);
        Assert.True(space.TryGet(new NodeId(2, 2), out UaNode? child));
        Assert.Contains(new UaReference(ReferenceTypeIds.HasComponent, false, new NodeId(2, 1)), child.References);
    }

    [Theory]
    [InlineData("<Name>W3</Name><Size>7</Size>", "01000000" + "020000005733" + "07000000" + "FFFFFFFF")]
    [InlineData("<Name>W3</Name><Weight>0.5</Weight>", "02000000" + "020000005733" + "000000000000E03F" + "FFFFFFFF")]
    [InlineData("<Kinds><Kind>Wall_2</Kind><Kind>0</Kind></Kinds>", "00000000" + "FFFFFFFF" + "020000000200000000000000")]
    public void A_structure_with_optional_fields_gets_a_bit_for_each_that_is_there(string fields, string expected)
    {
        ExtensionObject value = Value($"<Part>{fields}</Part>", 11);

        Assert.Equal(new NodeId(2, 12), value.TypeId);
        Assert.Equal(expected, Convert.ToHexString(value.Body!));
    }

    [Fact]
    public void A_union_holds_the_number_of_its_field_and_the_field()
    {
        ExtensionObject value = Value("<Either><SwitchField>2</SwitchField><Text>T</Text></Either>", 14);

        Assert.Equal("02000000" + "01000000" + "54", Convert.ToHexString(value.Body!));
    }

    [Fact]
    public void All_problems_of_a_file_are_told_at_once_with_their_lines()
    {
        NodeSetException refused = Assert.Throws<NodeSetException>(() => Read("""
            <UAObject NodeId="ns=7;i=1" BrowseName="1:A" EventNotifier="many" />
            <UAThing />
            <UAObject BrowseName="1:B" />
            <UAVariable NodeId="ns=1;i=1" BrowseName="1:C" DataType="NoSuchType" />
            <UAVariable NodeId="ns=1;i=1" BrowseName="1:D" />
            """));

        Assert.Equal([4, 4, 5, 6, 7, 8], refused.Problems.Select(problem => problem.Line).Order());
        Assert.All(refused.Problems, problem => Assert.Equal("test.xml", problem.File));
        Assert.Contains("test.xml(7): 'NoSuchType' is neither a node id nor an alias of the file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_that_don_t_fit_together_are_told_and_none_is_added()
    {
        var space = new AddressSpace("urn:test:space");

        NodeSetException refused = Assert.Throws<NodeSetException>(() => space.Load(Read("""
            <UAObject NodeId="ns=1;i=1" BrowseName="1:A">
              <References><Reference ReferenceType="Organizes" IsForward="false">ns=1;i=99</Reference></References>
            </UAObject>
            <UAVariable NodeId="ns=1;i=2" BrowseName="1:B" DataType="i=85" />
            """)));

        Assert.Equal(["A", "B"], refused.Problems.Select(problem => problem.Text.Split(' ')[0].Split(':')[1]));
        Assert.False(space.TryGet(new NodeId(2, 1), out _));
    }

    [Fact]
    public void Types_that_are_their_own_supertypes_are_told_and_none_is_added()
    {
        var space = new AddressSpace("urn:test:space");

        NodeSetException refused = Assert.Throws<NodeSetException>(() => space.Load(Read("""
            <UAObjectType NodeId="ns=1;i=1" BrowseName="1:A"><References><Reference ReferenceType="HasSubtype">ns=1;i=2</Reference></References></UAObjectType>
            <UAObjectType NodeId="ns=1;i=2" BrowseName="1:B"><References><Reference ReferenceType="HasSubtype">ns=1;i=1</Reference></References></UAObjectType>
            <UADataType NodeId="ns=1;i=3" BrowseName="1:C"><References><Reference ReferenceType="HasSubtype">ns=1;i=3</Reference></References></UADataType>
            <UAObjectType NodeId="ns=1;i=4" BrowseName="1:D"><References><Reference ReferenceType="HasSubtype" IsForward="false">i=58</Reference></References></UAObjectType>
            """)));

        Assert.Equal([4, 5, 6], refused.Problems.Select(problem => problem.Line));
        Assert.Contains("A has no end of supertypes", refused.Message, StringComparison.Ordinal);
        Assert.False(space.TryGet(new NodeId(2, 4), out _));
    }

    [Fact]
    public void Elements_inside_each_other_without_end_are_told_with_the_line_where_it_is_too_much()
    {
        string open = string.Concat(Enumerable.Repeat("<RequiredModel ModelUri=\"urn:a\">\n", 100_000));
        string close = string.Concat(Enumerable.Repeat("</RequiredModel>", 100_000));

        NodeSetException refused = Assert.Throws<NodeSetException>(() => Read("", open + close));

        // The first of them is the fourth of those inside each other and in line 2: the 257th is in line 255.
        NodeSetProblem problem = Assert.Single(refused.Problems);
        Assert.StartsWith("test.xml(255): more than 256 elements inside each other", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_none_of_its_data_type_is_told()
    {
        var space = new AddressSpace("urn:test:space");

        NodeSetException refused = Assert.Throws<NodeSetException>(() => space.Load(Read("""
            <UAVariable NodeId="ns=1;i=1" BrowseName="1:A" DataType="Int32"><Value><String>7</String></Value></UAVariable>
            <UAVariable NodeId="ns=1;i=2" BrowseName="1:B" DataType="Int32"><Value><Int32>seven</Int32></Value></UAVariable>
            """)));

        Assert.Equal([4, 5], refused.Problems.Select(problem => problem.Line));
    }

    [Fact]
    public void A_model_that_needs_a_newer_standard_is_refused()
    {
        var space = new AddressSpace("urn:test:space");
        NodeSet set = Read("", "<RequiredModel ModelUri=\"http://opcfoundation.org/UA/\" Version=\"1.99.0\" PublicationDate=\"2099-01-01T00:00:00Z\" />");

        NodeSetException refused = Assert.Throws<NodeSetException>(() => space.Load(set));

        Assert.Contains("needs http://opcfoundation.org/UA/ 1.99.0 of 2099-01-01 or newer; loaded is http://opcfoundation.org/UA/ 1.05.03", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compact_form_holds_the_same_nodes()
    {
        NodeSet set = Read(Structure);
        using var stream = new MemoryStream();
        set.WriteCompact(stream);
        stream.Position = 0;

        NodeSet again = NodeSet.ReadCompact(stream, "again");

        Assert.Equal(set.Models.Select(model => model.ToString()), again.Models.Select(model => model.ToString()));
        Assert.Equal(Text(set), Text(again));

        static IEnumerable<string> Text(NodeSet nodes) => nodes.Nodes.Select(node => string.Join(
            ' ',
            (node with { Line = 0, References = [], DataTypeDefinition = null }).ToString(),
            string.Join(' ', node.References),
            node.DataTypeDefinition is { } definition ? Hex(definition) : ""));

        static string Hex(IStructure structure)
        {
            using var encoder = new BinaryEncoder();
            structure.Encode(encoder);
            return Convert.ToHexString(encoder.WrittenSpan);
        }
    }

    [Fact]
    public void A_damaged_compact_form_is_refused_as_such()
    {
        using var stream = new MemoryStream();
        Read(Structure).WriteCompact(stream);
        for (int length = 0; length < stream.Length; length += 7)
        {
            using var cut = new MemoryStream(stream.ToArray(), 0, length);
            Assert.Throws<InvalidDataException>(() => NodeSet.ReadCompact(cut, "cut"));
        }
    }

    private static ExtensionObject Value(string body, int dataType)
    {
        var space = new AddressSpace("urn:test:space");
        space.Load(Read(Structure + $"""
            <UAVariable NodeId="ns=1;i=1" BrowseName="1:A" DataType="ns=1;i={dataType}">
              <Value><ExtensionObject><TypeId><Identifier>ns=1;i={dataType}</Identifier></TypeId><Body>{body}</Body></ExtensionObject></Value>
            </UAVariable>
            """));
        return space.Variable(new NodeId(2, 1)).Value.Get<ExtensionObject>();
    }

    private static NodeSet Read(string nodes, string required = "")
    {
        string xml = $"""
            <UANodeSet xmlns="http://opcfoundation.org/UA/2011/03/UANodeSet.xsd"><NamespaceUris><Uri>{Model}</Uri></NamespaceUris>
            <Models><Model ModelUri="{Model}" Version="1.0">{required}</Model></Models>
            <Aliases><Alias Alias="HasSubtype">i=45</Alias><Alias Alias="Int32">i=6</Alias></Aliases>
            {nodes}
            </UANodeSet>
            """;
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(xml));
        return NodeSet.Read(stream, "test.xml");
    }

    private const string Structure = """
        <UADataType NodeId="ns=1;i=10" BrowseName="1:Kind">
          <References><Reference ReferenceType="HasSubtype" IsForward="false">i=29</Reference></References>
          <Definition Name="1:Kind"><Field Name="Slab" Value="1" /><Field Name="Wall" Value="2"><Description>Upright</Description></Field></Definition>
        </UADataType>
        <UADataType NodeId="ns=1;i=11" BrowseName="1:Part">
          <References><Reference ReferenceType="HasSubtype" IsForward="false">i=22</Reference></References>
          <Definition Name="1:Part">
            <Field Name="Name" DataType="String" />
            <Field Name="Size" DataType="Int32" IsOptional="true" />
            <Field Name="Weight" DataType="Double" IsOptional="True" />
            <Field Name="Kinds" DataType="ns=1;i=10" ValueRank="1" />
          </Definition>
        </UADataType>
        <UAObject NodeId="ns=1;i=12" BrowseName="Default Binary" SymbolicName="DefaultBinary">
          <References><Reference ReferenceType="HasEncoding" IsForward="false">ns=1;i=11</Reference><Reference ReferenceType="HasTypeDefinition">i=76</Reference></References>
        </UAObject>
        <UADataType NodeId="ns=1;i=14" BrowseName="1:Either">
          <References>
            <Reference ReferenceType="HasSubtype" IsForward="false">i=12756</Reference>
            <Reference ReferenceType="HasEncoding">ns=1;i=15</Reference>
          </References>
          <Definition Name="1:Either" IsUnion="true"><Field Name="Number" DataType="Int32" /><Field Name="Text" DataType="String" /></Definition>
        </UADataType>
        <UAObject NodeId="ns=1;i=15" BrowseName="Default Binary">
          <References><Reference ReferenceType="HasTypeDefinition">i=76</Reference></References>
        </UAObject>

        """;
}
