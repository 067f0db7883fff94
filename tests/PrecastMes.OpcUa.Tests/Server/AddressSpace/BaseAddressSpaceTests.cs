using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>Namespace 0 as a space without a server shows it.</summary>
public sealed class BaseAddressSpaceTests
{
    private static readonly AddressSpace Space = new("urn:test:base");

    private static IEnumerable<UaNode> All => BaseNodes.Shared.All.Select(node => Node(node.Definition.NodeId));

    [Fact]
    public void Every_value_of_the_NodeSet_can_be_read()
    {
        int values = 0;
        foreach (BaseNode node in BaseNodes.Shared.All.Where(node => node.Definition.ValueXml is not null))
        {
            Assert.False(node.Value.IsNull, $"{node.Definition.NodeId} {node.Definition.ValueXml}");
            Assert.True(
                Space.DataTypes.Accepts(node.Definition.DataType, node.Definition.ValueRank, node.Value),
                $"{node.Definition.NodeId} of {node.Definition.DataType}, rank {node.Definition.ValueRank}: {node.Value}");
            values++;
        }

        Assert.True(values > 800, $"{values} values");
    }

    [Fact]
    public void Every_reference_leads_to_a_node_that_refers_back()
    {
        foreach (UaNode node in All)
        {
            foreach (UaReference reference in node.References)
            {
                UaNode target = Node(reference.Target);
                if (reference.ReferenceTypeId != ReferenceTypeIds.HasTypeDefinition && reference.ReferenceTypeId != ReferenceTypeIds.HasModellingRule)
                {
                    Assert.Contains(new UaReference(reference.ReferenceTypeId, !reference.IsForward, node.NodeId), target.References);
                }
            }
        }
    }

    [Fact]
    public void A_method_declares_its_arguments()
    {
        Assert.Equal([("SubscriptionId", DataTypeIds.UInt32)], Space.Method(MethodIds.Server_GetMonitoredItems).Inputs.Select(input => (input.Name, input.DataType)));
        Assert.Equal(["ServerHandles", "ClientHandles"], Space.Method(MethodIds.Server_GetMonitoredItems).Outputs.Select(output => output.Name));
    }

    [Fact]
    public void A_structure_is_defined_with_its_inherited_fields_first()
    {
        var definition = (StructureDefinition)Node(DataTypeIds.UserNameIdentityToken).ReadAttribute(AttributeIds.DataTypeDefinition).Value.Get<ExtensionObject>().Structure!;

        Assert.Equal(["PolicyId", "UserName", "Password", "EncryptionAlgorithm"], definition.Fields!.Select(field => field.Name));
        Assert.Equal(DataTypeIds.UserIdentityToken, definition.BaseDataType);
        Assert.Equal(new NodeId(0, UserNameIdentityToken.BinaryEncodingId), definition.DefaultEncodingId);
    }

    private static UaNode Node(NodeId id)
    {
        Assert.True(Space.TryGet(id, out UaNode? node), $"{id} is not there");
        return node;
    }
}
