using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Tests.PlcSim;

/// <summary>A client of one machine's job management. It knows the model by its names, and reads all types from the server.</summary>
internal sealed class JobClient
{
    private const string JobControl = "http://opcfoundation.org/UA/ISA95-JOBCONTROL_V2/";
    private const string Jobs = "http://opcfoundation.org/UA/Machinery/Jobs/";
    private const string Machinery = "http://opcfoundation.org/UA/Machinery/";

    private readonly OpcUaClient client;
    private readonly NodeId jobOrderType;

    private JobClient(OpcUaClient client, NodeId control, NodeId results)
    {
        this.client = client;
        Control = control;
        Results = results;
        jobOrderType = new NodeId(client.NamespaceIndex(JobControl), 3008u);
    }

    public NodeId Control { get; }

    public NodeId Results { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Finds the machine from Objects on, as a client of OPC 40001 does.</summary>
    public static async Task<JobClient> FindAsync(OpcUaClient client, string unit)
    {
        var (m, j, line) = (client.NamespaceIndex(Machinery), client.NamespaceIndex(Jobs), client.NamespaceIndex("urn:precastmes:line"));
        var management = $"/{m}:Machines/{line}:{unit}/{m}:MachineryBuildingBlocks/{j}:JobManagement";
        return new JobClient(
            client,
            (await client.TranslateAsync(ObjectIds.ObjectsFolder, $"{management}/{j}:JobOrderControl", Cancelled))!.Value,
            (await client.TranslateAsync(ObjectIds.ObjectsFolder, $"{management}/{j}:JobOrderResults", Cancelled))!.Value);
    }

    public async Task<NodeId> MemberAsync(NodeId owner, string name) =>
        (await client.TranslateAsync(owner, $"/{client.NamespaceIndex(JobControl)}:{name}", Cancelled))!.Value;

    public async Task<(ulong Status, CallResult Call)> SendAsync(string method, Variant first)
    {
        var call = await client.CallAsync(
            Control, await MemberAsync(Control, method), [first, new[] { new LocalizedText("by the test", "en") }], Cancelled);
        return (call.Outputs.Count == 1 ? call.Outputs[0].Get<ulong>() : 0, call);
    }

    /// <summary>A job order with parameters.</summary>
    public async Task<ExtensionObject> OrderAsync(string id, string workMaster, params (string Id, Variant Value)[] parameters)
    {
        var order = await client.Types.CreateAsync(jobOrderType, Cancelled);
        order["JobOrderID"] = id;
        var master = await client.Types.CreateAsync(new NodeId(jobOrderType.NamespaceIndex, 3007u), Cancelled);
        master["ID"] = workMaster;
        order["WorkMasterID"] = new[] { master };
        var given = new List<DynamicStructure>();
        foreach (var (name, value) in parameters)
        {
            var parameter = await client.Types.CreateAsync(new NodeId(jobOrderType.NamespaceIndex, 3003u), Cancelled);
            parameter["ID"] = name;
            parameter["Value"] = value;
            given.Add(parameter);
        }

        order["JobOrderParameters"] = given.ToArray();
        return order.ToExtensionObject();
    }

    /// <summary>The job orders with the texts of their states, such as <c>J1 Ended/Completed</c>.</summary>
    public async Task<IReadOnlyList<string>> ListAsync()
    {
        var list = await client.ReadAsync([await MemberAsync(Control, "JobOrderList")], Cancelled);
        var texts = new List<string>();
        foreach (var one in list[0].Value.Get<ExtensionObject[]>())
        {
            var entry = (await client.Types.DecodeAsync(one, Cancelled))!;
            texts.Add($"{((DynamicStructure)entry["JobOrder"]!)["JobOrderID"]} {StateOf((DynamicStructure[])entry["State"]!)}");
        }

        return texts;
    }

    public async Task<DynamicStructure> ResponseAsync(string id) =>
        (await client.Types.DecodeAsync((await ResponseCallAsync(id)).Outputs[0].Get<ExtensionObject>(), Cancelled))!;

    public async Task<CallResult> ResponseCallAsync(string id) =>
        await client.CallAsync(Results, await MemberAsync(Results, "RequestJobResponseByJobOrderID"), [id], Cancelled);

    public async Task<IReadOnlyList<string>> ResponsesInStateAsync(uint number, string? substate = null)
    {
        var states = new List<DynamicStructure>();
        foreach (var (text, value) in new[] { ("", number), (substate, 1u) })
        {
            if (text is not null)
            {
                var state = await client.Types.CreateAsync(new NodeId(jobOrderType.NamespaceIndex, 3006u), Cancelled);
                state["StateText"] = new LocalizedText(text);
                state["StateNumber"] = value;
                states.Add(state);
            }
        }

        var call = await client.CallAsync(
            Results,
            await MemberAsync(Results, "RequestJobResponseByJobOrderState"),
            [states.Select(state => state.ToExtensionObject()).ToArray()],
            Cancelled);
        var ids = new List<string>();
        foreach (var one in call.Outputs[0].Get<ExtensionObject[]>())
        {
            ids.Add((string)(await client.Types.DecodeAsync(one, Cancelled))!["JobOrderID"]!);
        }

        return ids;
    }

    public static string StateOf(DynamicStructure[] states) => string.Join('/', states.Select(state => state.Get<LocalizedText>("StateText").Text));
}
