using System.Text.Json;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.ForeignPeer;

/// <summary>One run of node-opcua's client against our server, shared by the tests that look at its reports.</summary>
public sealed class NodeClientRun : IAsyncLifetime
{
    private readonly Dictionary<string, JsonElement> _reports = [];
    private string? _missing;
    private PlantServer? _server;

    internal PlantServer Server => _server!;

    public static IReadOnlyDictionary<string, (NodeId DataType, Variant Value)> Kinds { get; } = new Dictionary<string, (NodeId, Variant)>
    {
        ["Boolean"] = (DataTypeIds.Boolean, true),
        ["SByte"] = (DataTypeIds.SByte, (sbyte)-8),
        ["Byte"] = (DataTypeIds.Byte, (byte)200),
        ["Int16"] = (DataTypeIds.Int16, (short)-1600),
        ["UInt16"] = (DataTypeIds.UInt16, (ushort)60_000),
        ["Int32"] = (DataTypeIds.Int32, -320_000),
        ["UInt32"] = (DataTypeIds.UInt32, 4_000_000_000u),
        ["Int64"] = (DataTypeIds.Int64, -5_000_000_000L),
        ["UInt64"] = (DataTypeIds.UInt64, 18_000_000_000_000_000_000UL),
        ["Float"] = (DataTypeIds.Float, 1.5f),
        ["Double"] = (DataTypeIds.Double, -2.25),
        ["String"] = (DataTypeIds.String, "布料工位 ß"),
        ["DateTime"] = (DataTypeIds.DateTime, new DateTime(2026, 3, 4, 5, 6, 7, 80, DateTimeKind.Utc)),
        ["Guid"] = (DataTypeIds.Guid, new Guid("72962B91-FA75-4AE6-8D28-B404DC7DAF63")),
        ["ByteString"] = (DataTypeIds.ByteString, new byte[] { 1, 2, 255 }),
        ["NodeId"] = (DataTypeIds.NodeId, new NodeId(2, "\"DB_MES\".\"Id\"")),
        ["StatusCode"] = (DataTypeIds.StatusCode, StatusCodes.BadOutOfRange),
        ["QualifiedName"] = (DataTypeIds.QualifiedName, new QualifiedName(2, "State")),
        ["LocalizedText"] = (DataTypeIds.LocalizedText, new LocalizedText("养护窑", "zh-CN")),
        ["Booleans"] = (DataTypeIds.Boolean, new[] { true, false }),
        ["Int16s"] = (DataTypeIds.Int16, new short[] { 1, -2 }),
        ["UInt32s"] = (DataTypeIds.UInt32, new uint[] { 1, 4_000_000_000 }),
        ["Doubles"] = (DataTypeIds.Double, new[] { 0.5, 1e300 }),
        ["Strings"] = (DataTypeIds.String, new string?[] { "a", "", "丙" }),
        ["Matrix"] = (DataTypeIds.Int32, new Matrix(new[] { 1, 2, 3, 4, 5, 6 }, [2, 3])),
    };

    public JsonElement this[string step]
    {
        get
        {
            NodePeer.Demand(_missing);
            return _reports.TryGetValue(step, out JsonElement value)
                ? value
                : throw new KeyNotFoundException($"node-opcua's client reported {string.Join(", ", _reports.Keys)}, not '{step}'.");
        }
    }

    public async ValueTask InitializeAsync()
    {
        _missing = await NodePeer.MissingAsync();
        if (_missing is not null)
        {
            return;
        }

        _server = await PlantServer.StartAsync(PlantServer.Options with { CheckUser = (name, password) => (name, password) == ("operator", "p@ss") ? new UserAccount(name, [WellKnownRoles.Operator]) : null });
        AddKinds(_server);
        await using NodePeer peer = NodePeer.Start("client.mjs", _server.Url, PlantServer.LineNamespace);
        string step;
        do
        {
            (step, JsonElement value) = await peer.NextAsync(TestContext.Current.CancellationToken);
            _reports[step] = value;
        }
        while (step != "done");
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static void AddKinds(PlantServer server)
    {
        AddressSpace space = server.Space;
        NodeId kinds = space.AddFolder(server.Id("Kinds"), ObjectIds.ObjectsFolder, "Kinds").NodeId;
        NodeId twins = space.AddFolder(server.Id("Twins"), ObjectIds.ObjectsFolder, "Twins").NodeId;
        foreach ((string name, (NodeId dataType, Variant value)) in Kinds)
        {
            UaVariable variable = space.AddVariable(server.Id("Kinds." + name), kinds, name, dataType, value);
            space.AddVariable(server.Id("Twins." + name), twins, name, dataType, Variant.Null, writable: true, valueRank: variable.ValueRank);
        }
    }
}
