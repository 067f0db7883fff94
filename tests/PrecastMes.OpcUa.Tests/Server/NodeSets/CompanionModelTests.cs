using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>The published companion models that the simulator embeds.</summary>
public sealed class CompanionModelTests
{
    private const string JobControl = "http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/";
    private const string Jobs = "http://opcfoundation.org/UA/Machinery/Jobs/";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "NodeSets");

    [Fact]
    public void They_load_in_any_order()
    {
        AddressSpace space = Load();

        Assert.Equal(
            ["http://opcfoundation.org/UA/", "http://opcfoundation.org/UA/DI/", JobControl, "http://opcfoundation.org/UA/Machinery/", Jobs],
            space.Models.Select(model => model.Uri).Order(StringComparer.Ordinal));
        Assert.Contains(JobControl, space.NamespaceUris);
    }

    [Fact]
    public void A_missing_model_is_told_with_the_version_that_is_needed()
    {
        var space = new AddressSpace("urn:test:missing");

        NodeSetException refused = Assert.Throws<NodeSetException>(() => space.Load(Read("Opc.Ua.Machinery.Jobs.Nodeset2")));

        Assert.Contains($"needs {JobControl} 2.0.0 of 2024-01-31, which is not loaded", Assert.Single(refused.Problems).Text, StringComparison.Ordinal);
        Assert.Equal(2, space.NamespaceUris.Count);
    }

    [Fact]
    public void A_job_management_object_has_the_methods_and_variables_of_its_type()
    {
        AddressSpace space = Load();
        NodeId type = Type(space, Jobs, "JobManagementType");
        var id = new NodeId(1, "Jobs");

        space.Instantiate(id, ObjectIds.ObjectsFolder, "JobManagement", type, new InstanceOptions { Optional = ["JobOrderControl/Store"] });

        UaMethod store = Assert.IsType<UaMethod>(space.Member(id, "JobOrderControl", "Store"));
        Assert.Equal(new NodeId(1, "Jobs.JobOrderControl.Store"), store.NodeId);
        Assert.Equal(["JobOrder", "Comment"], store.Inputs.Select(input => input.Name));
        Assert.False(store.IsExecutable);
        Assert.Throws<ArgumentException>(() => space.Member(id, "JobOrderControl", "Pause"));
        UaVariable list = Assert.IsType<UaVariable>(space.Member(id, "JobOrderControl", "JobOrderList"));
        Assert.Equal(1, list.ValueRank);
        Assert.IsType<UaMethod>(space.Member(id, "JobOrderResults", "RequestJobResponseByJobOrderID"));
    }

    [Fact]
    public void A_structure_of_a_model_is_made_and_fits_the_variables_of_its_type()
    {
        AddressSpace space = Load();
        var id = new NodeId(1, "Jobs");
        space.Instantiate(id, ObjectIds.ObjectsFolder, "JobManagement", Type(space, Jobs, "JobManagementType"));
        var list = (UaVariable)space.Member(id, "JobOrderControl", "JobOrderList");

        DynamicStructure order = space.Structures.Create(list.DataType);
        ((DynamicStructure)order["JobOrder"]!)["JobOrderID"] = "W-7";
        Variant value = new ExtensionObject?[] { order.ToExtensionObject() };

        Assert.True(space.DataTypes.Accepts(list.DataType, list.ValueRank, value));
        Assert.False(space.DataTypes.Accepts(list.DataType, list.ValueRank, new ExtensionObject?[] { new(new Argument()) }));
    }

    internal static AddressSpace Load()
    {
        var space = new AddressSpace("urn:test:companions");
        space.Load(Directory.GetFiles(Folder, "*.uanodes").Order(StringComparer.Ordinal).Select(path => Read(Path.GetFileNameWithoutExtension(path))));
        return space;
    }

    private static NodeSet Read(string name)
    {
        using FileStream stream = File.OpenRead(Path.Combine(Folder, name + ".uanodes"));
        return NodeSet.ReadCompact(stream, name);
    }

    private static NodeId Type(AddressSpace space, string uri, string name)
    {
        ushort index = (ushort)space.NamespaceUris.ToList().IndexOf(uri);
        return space.Member(ObjectTypeIds.BaseObjectType, name).NodeId is { } id && id.NamespaceIndex == index ? id : throw new InvalidOperationException($"{name} is in another namespace");
    }
}
