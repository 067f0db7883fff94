using System.Collections.Concurrent;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;
using PrecastMes.Production.Curing;
using PrecastMes.Production.Lines;

namespace PrecastMes.Tests.Execution.Hosting;

/// <summary>The PLC twin behind a real OPC UA server on a free port: signals as the contract names them, commands by Cmd.Seq.</summary>
internal sealed class TwinServer : IAsyncDisposable
{
    private const string Namespace = "urn:test:line";
    private const string ApplicationUri = "urn:test:plc";
    private static readonly Dictionary<string, (CuringCurve Curve, DateTimeOffset At)> NoCurves = [];
    private readonly SortedDictionary<string, UaVariable> variables = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(CommandIssued Command, uint Fence)> commands = new();
    private readonly ConcurrentDictionary<string, Variant> held = new(StringComparer.Ordinal);
    private readonly AddressSpace space = new(ApplicationUri);
    private readonly CancellationTokenSource stop = new();
    private readonly OpcUaServer server;
    private readonly FastClock clock;
    private readonly ushort index;
    private Task scan = Task.CompletedTask;

    private TwinServer(FastClock clock, IApplicationCertificates? certificates)
    {
        this.clock = clock;
        Twin = new PlcTwin(TestPlant.Layout, 1, clock.GetUtcNow());
        index = space.AddNamespace(Namespace);
        foreach (var unit in TestPlant.Layout.WorkUnits)
        {
            AddUnit(unit);
        }

        foreach (var place in TestPlant.Layout.CuringPlaces)
        {
            AddPlace(place);
        }

        Output("Plc.BootId", DataTypeIds.UInt32, 1u);
        Output("Mes.Fence", DataTypeIds.UInt32, 0u);
        Output("Hall.AmbientC", DataTypeIds.Float, 18f);
        Input("Mes.ShiftActive", DataTypeIds.Boolean, false);
        Input("Mes.Alive", DataTypeIds.UInt32, 0u);
        var options = new OpcUaServerOptions { EndpointUrl = "opc.tcp://127.0.0.1:0", ApplicationUri = ApplicationUri, AllowAnonymous = true };
        server = new OpcUaServer(
            certificates is null ? options with { AllowUnsecured = true } : options with { Certificates = certificates, Trust = new AcceptAllCertificates() }, space);
        Security = certificates is null ? LinkSecurity.Unsecured : LinkSecurity.Secured;
    }

    public PlcTwin Twin { get; }

    /// <summary>Numbers written to <c>Cmd.Seq</c>, by unit, repetitions included.</summary>
    public ConcurrentQueue<(string Unit, uint Seq)> Written { get; } = new();

    public int Sessions => server.SessionCount;

    private LinkSecurity Security { get; }

    public TagMap Tags => new("test", server.EndpointUrl, Namespace, "s={unit}.{signal}", new Dictionary<string, string>(), [])
    {
        Security = Security,
    };

    /// <summary>Without certificates there is no security either.</summary>
    public static async Task<TwinServer> StartAsync(FastClock clock, IApplicationCertificates? certificates = null)
    {
        var twin = new TwinServer(clock, certificates);
        await twin.server.StartAsync(TestContext.Current.CancellationToken);
        twin.scan = twin.ScanAsync();
        return twin;
    }

    public void DropConnections() => server.DropConnections();

    /// <summary>Shows this from now on, whatever the twin says.</summary>
    public void Hold(string unit, string signal, Variant value)
    {
        held[$"{unit}.{signal}"] = value;
        variables[$"{unit}.{signal}"].Value = value;
    }

    public void Qualify(string unit, string signal, StatusCode status) => variables[$"{unit}.{signal}"].Status = status;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await scan;
        await server.DisposeAsync();
        stop.Dispose();
    }

    private async Task ScanAsync()
    {
        using var cycle = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        try
        {
            while (await cycle.WaitForNextTickAsync(stop.Token))
            {
                Twin.ShiftActive = variables["Mes.ShiftActive"].Value.Get<bool>();
                Twin.Advance(clock.GetUtcNow());
                while (commands.TryDequeue(out var taken))
                {
                    Twin.Write(taken.Command, taken.Fence);
                }

                Show();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private void Show()
    {
        var image = Twin.Image(NoCurves);
        variables["Mes.Fence"].Value = image.Fence;
        foreach (var (unit, seen) in image.Units)
        {
            Set(unit, "Ack.Seq", seen.AckSeq);
            Set(unit, "Result.Id", seen.ResultId);
            Set(unit, "Result.Code", (ushort)seen.ResultCode);
            Set(unit, "Result.Detail", seen.ResultDetail);
            Set(unit, "Result.StartedAt", seen.ResultStartedAt.UtcDateTime);
            Set(unit, "Result.EndedAt", seen.ResultEndedAt.UtcDateTime);
            Set(unit, "Result.Seq", seen.ResultSeq);
            Set(unit, "State", (int)seen.State);
            Set(unit, "Fault", (ushort)seen.FaultCode);
        }

        foreach (var (place, seen) in image.Places)
        {
            if (Twin.Curve(place) is { } curve)
            {
                Set(place, "StoredAt", curve.StartedAt.UtcDateTime);
                Set(place, "Curve", (short[])[.. curve.TempsDeciC]);
            }

            Set(place, "PalletId", seen.PalletId);
            Set(place, "TempC", seen.TempC);
            Set(place, "Phase", seen.Phase);
        }
    }

    private void AddUnit(string unit)
    {
        Input($"{unit}.Cmd.Id", DataTypeIds.UInt32, 0u);
        Input($"{unit}.Cmd.Code", DataTypeIds.UInt16, (ushort)0);
        foreach (var text in new[] { "Operation", "Load", "Carrier", "Source", "Target", "Recipe" })
        {
            Input($"{unit}.Cmd.{text}", DataTypeIds.String, "");
        }

        Input($"{unit}.Cmd.WorkSeconds", DataTypeIds.UInt32, 0u);
        Input($"{unit}.Cmd.Interruptible", DataTypeIds.Boolean, false);
        Input($"{unit}.Cmd.Quantity", DataTypeIds.UInt32, 0u);
        Input($"{unit}.Cmd.Fence", DataTypeIds.UInt32, 0u);
        Input($"{unit}.Cmd.Seq", DataTypeIds.UInt32, 0u, value => Take(unit, value.Get<uint>()));
        foreach (var number in new[] { "Ack.Seq", "Result.Seq", "Result.Id" })
        {
            Output($"{unit}.{number}", DataTypeIds.UInt32, 0u);
        }

        Output($"{unit}.Result.Code", DataTypeIds.UInt16, (ushort)0);
        Output($"{unit}.Result.Detail", DataTypeIds.String, "");
        Output($"{unit}.Result.StartedAt", DataTypeIds.DateTime, DateTime.UnixEpoch);
        Output($"{unit}.Result.EndedAt", DataTypeIds.DateTime, DateTime.UnixEpoch);
        Output($"{unit}.State", DataTypeIds.Int32, 4);
        Output($"{unit}.Progress", DataTypeIds.Float, 0f);
        Output($"{unit}.Fault", DataTypeIds.UInt16, (ushort)0);
        Output($"{unit}.PalletId", DataTypeIds.String, "");
    }

    private void AddPlace(string place)
    {
        if (!variables.ContainsKey($"{place}.PalletId"))
        {
            Output($"{place}.PalletId", DataTypeIds.String, "");
        }

        Output($"{place}.TempC", DataTypeIds.Float, 0f);
        Output($"{place}.Phase", DataTypeIds.String, CuringPhase.Empty);
        Output($"{place}.StoredAt", DataTypeIds.DateTime, DateTime.UnixEpoch);
        Output($"{place}.CurveIntervalS", DataTypeIds.UInt32, 300u);
        Output($"{place}.Curve", DataTypeIds.Int16, Array.Empty<short>());
    }

    private StatusCode Take(string unit, uint seq)
    {
        Written.Enqueue((unit, seq));
        uint Number(string signal) => (uint)variables[$"{unit}.Cmd.{signal}"].Value.ToInt64()!.Value;
        string Text(string signal) => variables[$"{unit}.Cmd.{signal}"].Value.Get<string>();
        var command = new CommandIssued(
            clock.GetUtcNow(),
            Number("Id"),
            unit,
            seq,
            (CommandCode)Number("Code"),
            Text("Operation"),
            Text("Load"),
            Text("Carrier"),
            Text("Source"),
            Text("Target"),
            Number("WorkSeconds"),
            variables[$"{unit}.Cmd.Interruptible"].Value.Get<bool>(),
            Text("Recipe"),
            Number("Quantity"),
            Number("Fence"));
        commands.Enqueue((command, command.Fence));
        return StatusCodes.Good;
    }

    private void Set(string unit, string signal, Variant value) =>
        variables[$"{unit}.{signal}"].Value = held.GetValueOrDefault($"{unit}.{signal}", value);

    private void Output(string name, NodeId type, Variant initial) =>
        variables[name] = space.AddVariable(new NodeId(index, name), ObjectIds.ObjectsFolder, name, type, initial);

    private void Input(string name, NodeId type, Variant initial, Func<Variant, StatusCode>? onWrite = null) =>
        variables[name] = space.AddVariable(new NodeId(index, name), ObjectIds.ObjectsFolder, name, type, initial, writable: true, onWrite: onWrite);
}
