using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.PlcSim.Wire.Machinery;

/// <summary>The companion models in an address space: DI, Machinery, ISA-95 Job Control, Machinery Job Management, with the ids that we use.</summary>
internal sealed class MachineryModels
{
    /// <summary>Object Machines of OPC 40001-1.</summary>
    public const uint MachinesFolder = 1001;

    /// <summary>Nameplate of a machine.</summary>
    public const uint MachineIdentificationType = 1012;

    /// <summary>State of a machine.</summary>
    public const uint ItemStateType = 1002;

    /// <summary>Mode of a machine.</summary>
    public const uint OperationModeType = 1008;

    /// <summary>Control and results of job orders (OPC 40001-3).</summary>
    public const uint JobManagementType = 1003;

    /// <summary>Receiver of job orders with substates (OPC 10031-4).</summary>
    public const uint JobOrderReceiverSubStatesType = 1008;

    /// <summary>Provider of responses.</summary>
    public const uint JobResponseProviderType = 1003;

    /// <summary>Event of a change of state.</summary>
    public const uint JobOrderStatusEventType = 1006;

    public const uint ParameterDataType = 3003;

    public const uint EquipmentDataType = 3005;

    public const uint StateDataType = 3006;

    public const uint WorkMasterDataType = 3007;

    public const uint JobOrderDataType = 3008;

    public const uint JobResponseDataType = 3013;

    public const uint JobOrderAndStateDataType = 3015;

    private static readonly string[] Files =
        ["Opc.Ua.Di.NodeSet2", "Opc.Ua.Machinery.NodeSet2", "opc.ua.isa95-jobcontrol.nodeset2", "Opc.Ua.Machinery.Jobs.Nodeset2"];

    private static readonly string[] ReceiverMethods =
        ["Store", "StoreAndStart", "Start", "RevokeStart", "Pause", "Resume", "Update", "Stop", "Abort", "Cancel", "Clear"];

    private readonly ushort di;
    private readonly ushort machinery;
    private readonly ushort jobs;

    /// <summary>Loads the models.</summary>
    public MachineryModels(AddressSpace space)
    {
        Space = space;
        space.Load(Files.Select(Read));
        di = space.AddNamespace("http://opcfoundation.org/UA/DI/");
        machinery = space.AddNamespace("http://opcfoundation.org/UA/Machinery/");
        jobs = space.AddNamespace("http://opcfoundation.org/UA/Machinery/Jobs/");
        JobControlNamespace = space.AddNamespace("http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/");

        // A structure is decoded when its layout was asked for.
        foreach (var type in new[] { StateDataType, JobOrderDataType, JobResponseDataType, JobOrderAndStateDataType })
        {
            space.Structures.Layout(JobControl(type));
        }
    }

    public AddressSpace Space { get; }

    public ushort JobControlNamespace { get; }

    public NodeId Machinery(uint id) => new(machinery, id);

    public NodeId JobControl(uint id) => new(JobControlNamespace, id);

    /// <summary>A variable below a node.</summary>
    public UaVariable Variable(NodeId owner, string name) => (UaVariable)Space.Member(owner, name);

    /// <summary>Makes a method callable.</summary>
    public void Bind(NodeId owner, string name, Func<IReadOnlyList<Variant>, CancellationToken, ValueTask<CallResult>> handler) =>
        ((UaMethod)Space.Member(owner, name)).Bind(handler);

    /// <summary>The folder MachineryBuildingBlocks of a machine (OPC 40001-1 §8.1).</summary>
    public NodeId AddBuildingBlocks(NodeId machine)
    {
        var id = Below(machine, "MachineryBuildingBlocks");
        Space.Instantiate(id, machine, "MachineryBuildingBlocks", ObjectTypeIds.FolderType, new InstanceOptions { BrowseNameNamespace = machinery });
        return id;
    }

    /// <summary>The nameplate of a machine, which its building blocks name, too.</summary>
    public NodeId AddIdentification(NodeId machine, NodeId blocks, params IReadOnlyList<string> optional)
    {
        var id = Add(machine, di, "Identification", Machinery(MachineIdentificationType), optional);
        Space.AddReference(blocks, ReferenceTypeIds.HasAddIn, id);
        return id;
    }

    /// <summary>A building block of OPC 40001-1.</summary>
    public NodeId AddBlock(NodeId blocks, string name, uint type) => Add(blocks, machinery, name, Machinery(type), []);

    /// <summary>The job management of a machine: receiver with all methods, provider with the list of responses.</summary>
    public (NodeId Control, NodeId Results) AddJobManagement(NodeId blocks)
    {
        string[] optional = [.. ReceiverMethods.Select(method => $"JobOrderControl/{method}"), "JobOrderResults/JobOrderResponseList"];
        var management = Add(blocks, jobs, "JobManagement", new NodeId(jobs, JobManagementType), optional);
        return (Space.Member(management, "JobOrderControl").NodeId, Space.Member(management, "JobOrderResults").NodeId);
    }

    /// <summary>A new value of a structure of Job Control.</summary>
    public DynamicStructure Create(uint dataType) => Space.Structures.Create(JobControl(dataType));

    /// <summary>A new value of a structure of the standard.</summary>
    public DynamicStructure CreateStandard(NodeId dataType) => Space.Structures.Create(dataType);

    /// <summary>The id under which a structure of Job Control goes over the wire.</summary>
    public NodeId EncodingOf(uint dataType) => ((StructureLayout)Space.Structures.Layout(JobControl(dataType))).EncodingId;

    /// <exception cref="OpcUaException">The bytes are none of its type.</exception>
    public DynamicStructure? Decode(ExtensionObject value) => Space.Structures.Decode(value);

    private static NodeId Below(NodeId owner, string name) => new(owner.NamespaceIndex, $"{owner.Identifier}.{name}");

    private static NodeSet Read(string name)
    {
        var file = name + ".uanodes";
        using var stream = typeof(MachineryModels).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"{file} is not embedded; maybe the project file leaves it out.");
        return NodeSet.ReadCompact(stream, name);
    }

    private NodeId Add(NodeId owner, ushort browseNamespace, string name, NodeId type, IReadOnlyList<string> optional, NodeId? reference = null)
    {
        var options = new InstanceOptions
        {
            Optional = [.. optional], BrowseNameNamespace = browseNamespace, ReferenceType = reference ?? ReferenceTypeIds.HasAddIn,
        };
        return Space.Instantiate(Below(owner, name), owner, name, type, options).NodeId;
    }
}
