using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests;

/// <summary>A server on a free port with one variable of each kind that the tests use.</summary>
internal sealed class PlantServer : IAsyncDisposable
{
    public const string ApplicationUri = "urn:test:plant";
    public const string LineNamespace = "urn:test:line";

    private PlantServer(OpcUaServerOptions options)
    {
        Space = new AddressSpace(ApplicationUri);
        Namespace = Space.AddNamespace(LineNamespace);
        Line = Space.AddFolder(Id("Line"), ObjectIds.ObjectsFolder, "Line").NodeId;
        Counter = Space.AddVariable(Id("Line.Counter"), Line, "Counter", DataTypeIds.UInt32, 7u, writable: true);
        Temperature = Space.AddVariable(Id("Line.TempC"), Line, "TempC", DataTypeIds.Double, 20.5, writable: true);
        Name = Space.AddVariable(Id("Line.Name"), Line, "Name", DataTypeIds.String, "模台一", writable: true);
        Codes = Space.AddVariable(Id("Line.Codes"), Line, "Codes", DataTypeIds.Int16, new short[] { 1, -2, 3 }, writable: true);
        Guarded = Space.AddVariable(
            Id("Line.Guarded"),
            Line,
            "Guarded",
            DataTypeIds.Int32,
            1,
            writable: true,
            onWrite: value => value.Get<int>() < 100 ? StatusCodes.Good : StatusCodes.BadOutOfRange);
        Space.AddVariable(Id("Line.Fixed"), Line, "Fixed", DataTypeIds.Boolean, true);
        Space.AddMethod(
            Id("Line.Add"),
            Line,
            "Add",
            [new Argument { Name = "a", DataType = DataTypeIds.Int32 }, new Argument { Name = "b", DataType = DataTypeIds.Int32 }],
            [new Argument { Name = "sum", DataType = DataTypeIds.Int32 }],
            (inputs, _) => ValueTask.FromResult(CallResult.Good(inputs[0].Get<int>() + inputs[1].Get<int>())));
        Server = new OpcUaServer(options, Space);
    }

    public OpcUaServer Server { get; }

    public AddressSpace Space { get; }

    public ushort Namespace { get; }

    public NodeId Line { get; }

    public UaVariable Counter { get; }

    public UaVariable Temperature { get; }

    public UaVariable Name { get; }

    public UaVariable Codes { get; }

    public UaVariable Guarded { get; }

    public string Url => Server.EndpointUrl;

    public static OpcUaServerOptions Options { get; } = new() { EndpointUrl = "opc.tcp://127.0.0.1:0", ApplicationUri = ApplicationUri, AllowUnsecured = true, AllowAnonymous = true };

    /// <summary>Every policy and mode, every kind of user; operator's password is p@ss.</summary>
    public static OpcUaServerOptions Secured { get; } = Options with
    {
        Certificates = TestCertificates.Server(),
        Trust = new AcceptAllCertificates(),
        CheckUser = (name, password) => (name, password) == ("operator", "p@ss") ? new UserAccount(name, [WellKnownRoles.Operator]) : null,
        CheckUserCertificate = certificate => new UserAccount(certificate.Subject, [WellKnownRoles.Engineer]),
        Limits = new() { LoginDelay = TimeSpan.FromMilliseconds(10) },
    };

    public static async Task<PlantServer> StartAsync(OpcUaServerOptions? options = null)
    {
        var server = new PlantServer(options ?? Options);
        await server.Server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public NodeId Id(string id) => new(Namespace, id);

    public Task<OpcUaClient> ConnectAsync(Func<OpcUaClientOptions, OpcUaClientOptions>? change = null)
    {
        var options = new OpcUaClientOptions { EndpointUrl = Url, SecurityMode = MessageSecurityMode.None };
        return OpcUaClient.ConnectAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    /// <summary>Signs and encrypts, unless changed.</summary>
    public Task<OpcUaClient> ConnectSecurelyAsync(SecurityPolicy? policy = null, Func<OpcUaClientOptions, OpcUaClientOptions>? change = null) => ConnectAsync(options =>
    {
        OpcUaClientOptions secured = options with
        {
            Policy = policy, SecurityMode = MessageSecurityMode.SignAndEncrypt, Certificates = TestCertificates.Client(), Trust = new AcceptAllCertificates(),
        };
        return change?.Invoke(secured) ?? secured;
    });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
