using System.Security.Cryptography.X509Certificates;
using PrecastMes.IntegrationTests.Processes;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.IntegrationTests.CommandLine.OpcUa;

/// <summary>A secured OPC UA server in this process, and the certificates' folder of a command line that it trusts and that trusts it.</summary>
public sealed class CommissionedServer : IAsyncLifetime
{
    internal const string ApplicationUri = "urn:test:commissioning";

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private PkiStore _store = null!;
    private OpcUaServer _server = null!;
    private Task _counting = Task.CompletedTask;

    internal string Url => _server.EndpointUrl;

    /// <summary>Folder of the command line whose certificate the server trusts.</summary>
    internal string Pki => _folder.File("client-pki");

    internal PkiStore ServerStore => _store;

    internal UaVariable Temperature { get; private set; } = null!;

    internal UaVariable Name { get; private set; } = null!;

    internal UaVariable Codes { get; private set; } = null!;

    internal UaVariable Limits { get; private set; } = null!;

    internal UaVariable State { get; private set; } = null!;

    internal UaVariable Grid { get; private set; } = null!;

    /// <summary>This server with the values that it began with, whatever the test before has written.</summary>
    internal CommissionedServer Restored()
    {
        Temperature.Value = 20.5;
        Name.Value = "模台一";
        Codes.Value = new short[] { 1, -2, 3 };
        Grid.Value = new Matrix(new[] { 1.0, 2, 3, 4 }, [2, 2]);
        Limits.Value = new ExtensionObject(new PrecastMes.OpcUa.Range { Low = 1, High = 2 });
        State.Value = 0;
        return this;
    }

    public async ValueTask InitializeAsync()
    {
        _store = PkiStore.Open(
            new PkiStoreOptions
            {
                Folder = _folder.File("server-pki"),
                Own = new ApplicationCertificateRequest { ApplicationUri = ApplicationUri, ApplicationName = "Commissioned", Hosts = ["localhost", "127.0.0.1"], RsaKeyBits = 2048 },
                OwnKeyKinds = [CertificateKeyKind.Rsa, CertificateKeyKind.NistP256],
            },
            TimeProvider.System);
        _server = new OpcUaServer(
            new OpcUaServerOptions
            {
                EndpointUrl = "opc.tcp://127.0.0.1:0",
                ApplicationName = "Commissioned",
                ApplicationUri = ApplicationUri,
                Certificates = _store,
                Trust = _store,
                AllowAnonymous = true,
                CheckUser = (name, password) => (name, password) == ("engineer", "p@ss word") ? new UserAccount(name, [WellKnownRoles.Engineer]) : null,
                CheckUserCertificate = certificate => new UserAccount(certificate.Subject, [WellKnownRoles.Engineer]),
            },
            Space());
        await _server.StartAsync(CancellationToken.None);

        // The first try makes the command line's certificate; then each side is told to trust the other.
        await RunAsync(Pki, ["browse", Url]);
        await RunAsync(Pki, ["trust", "add", _store.Own[0].Certificate.Thumbprint], withPki: true);
        await TrustClientOfAsync(Pki);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _counting;
        await _server.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
        _stop.Dispose();
    }

    internal string File(string name) => _folder.File(name);

    /// <summary>Trusts on the server what lies in a command line's own folder.</summary>
    internal async Task TrustClientOfAsync(string pki)
    {
        using var own = X509CertificateLoader.LoadCertificateFromFile(Assert.Single(Directory.GetFiles(Path.Combine(pki, "own", "certs"))));
        await _store.TrustAsync(own);
    }

    internal void DropConnections() => _server.DropConnections();

    /// <summary>Runs <c>precast opcua</c> in English with the trusted folder.</summary>
    internal Task<(int Code, string Output)> RunAsync(params string[] arguments) => RunAsync(Pki, arguments, language: "en");

    internal static async Task<(int Code, string Output)> RunAsync(
        string pki, string[] arguments, bool withPki = true, string language = "en", IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var program = Start(pki, arguments, withPki, language, environment);
        var code = await program.ExitAsync(Deadline, CancellationToken.None);
        return (code, program.Output);
    }

    internal static ChildProcess Start(
        string pki, string[] arguments, bool withPki = true, string language = "en", IReadOnlyDictionary<string, string>? environment = null) =>
        ChildProcess.Start(Programs.Server, ["opcua", .. arguments, .. withPki ? (string[])["--pki", pki] : [], "--lang", language], environment);

    private AddressSpace Space()
    {
        var space = new AddressSpace(ApplicationUri);
        var index = space.AddNamespace("urn:test:line");
        var line = space.AddFolder(new NodeId(index, "Line"), ObjectIds.ObjectsFolder, "Line", new LocalizedText("产线", "zh-CN")).NodeId;
        Temperature = space.AddVariable(new NodeId(index, "TempC"), line, "TempC", DataTypeIds.Double, 20.5, writable: true, onWrite: Within);
        Name = space.AddVariable(new NodeId(index, "Name"), line, "Name", DataTypeIds.String, "模台一", writable: true);
        Codes = space.AddVariable(new NodeId(index, "Codes"), line, "Codes", DataTypeIds.Int16, new short[] { 1, -2, 3 }, writable: true);
        Grid = space.AddVariable(new NodeId(index, "Grid"), line, "Grid", DataTypeIds.Double, new Matrix(new[] { 1.0, 2, 3, 4 }, [2, 2]), writable: true);
        Limits = space.AddVariable(
            new NodeId(index, "Limits"), line, "Limits", DataTypeIds.Range, new ExtensionObject(new PrecastMes.OpcUa.Range { Low = 1, High = 2 }), writable: true);
        State = space.AddVariable(new NodeId(index, "State"), line, "State", DataTypeIds.ServerState, 0, writable: true);
        space.AddVariable(new NodeId(index, "Open"), line, "Open", DataTypeIds.BaseDataType, 1, writable: true);
        var counter = space.AddVariable(new NodeId(index, "Counter"), line, "Counter", DataTypeIds.UInt32, 0u);
        space.AddMethod(
            new NodeId(index, "Add"),
            line,
            "Add",
            [new Argument { Name = "a", DataType = DataTypeIds.Int32 }, new Argument { Name = "b", DataType = DataTypeIds.Int32 }],
            [new Argument { Name = "sum", DataType = DataTypeIds.Int32 }],
            (inputs, _) => ValueTask.FromResult(CallResult.Good(inputs[0].Get<int>() + inputs[1].Get<int>())));
        _counting = CountAsync(counter);
        return space;
    }

    private async Task CountAsync(UaVariable counter)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (uint i = 1; ; i++)
        {
            try
            {
                await tick.WaitForNextTickAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            counter.Set(i, DateTime.UnixEpoch.AddSeconds(i));
        }
    }

    private static StatusCode Within(Variant value) => value.Get<double>() < 100 ? StatusCodes.Good : StatusCodes.BadOutOfRange;
}
