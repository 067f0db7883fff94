using Microsoft.Extensions.Logging;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Fuzzing;

/// <summary>The server under attack, with something of every kind in its address space, and what a client needs to reach it in memory.</summary>
internal sealed class Plant : IAsyncDisposable
{
    private static readonly string?[] Strings = ["a", null, ""];

    private const int HistorizedVariable = 5;
    private const string ServerUri = "urn:fuzz:server";
    private const string ClientUri = "urn:precastmes:opcua:client";

    // A client waits no longer for an answer that a mutation took away.
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMilliseconds(500);

    private readonly AlarmCondition _alarm;
    private int _calls;

    public Plant(ILogger logger)
    {
        ServerCertificate = Certificate(ServerUri);
        ClientCertificate = Certificate(ClientUri);
        Options = new OpcUaServerOptions
        {
            EndpointUrl = "opc.tcp://127.0.0.1:4840",
            ApplicationUri = ServerUri,
            AllowUnsecured = true,
            AllowAnonymous = true,
            Certificates = new ApplicationCertificates(ServerCertificate),
            Trust = new AcceptAllCertificates(),
            CheckUser = (name, password) => (name, password) == ("operator", "p") ? new UserAccount(name, [WellKnownRoles.Operator]) : null,
            Limits = new ServerLimits
            {
                MaxSessions = 50,
                MaxSubscriptions = 60,
                MaxSubscriptionsPerSession = 10,
                MaxMonitoredItemsPerSubscription = 1_000,
                MaxSessionTimeout = TimeSpan.FromSeconds(2),
                MaxSubscriptionLifetime = TimeSpan.FromSeconds(2),
                MinPublishingInterval = TimeSpan.FromMilliseconds(20),
                LoginDelay = TimeSpan.FromMilliseconds(1),
                HandshakeTimeout = TimeSpan.FromSeconds(5),
                MessageTimeout = TimeSpan.FromSeconds(5),
            },
        };
        Space = new AddressSpace(ServerUri);
        ushort index = Space.AddNamespace("urn:fuzz:line");
        Line = Space.AddFolder(new NodeId(index, "Line"), ObjectIds.ObjectsFolder, "Line").NodeId;
        Variables =
        [
            .. Values().Select((value, i) => Space.AddVariable(
                new NodeId(index, $"Line.V{i}"), Line, $"V{i}", DataTypeIds.BaseDataType, value, writable: true).NodeId),
        ];
        Method = new NodeId(index, "Line.Add");
        Argument[] inputs = [new() { Name = "a", DataType = DataTypeIds.Int32 }, new() { Name = "b", DataType = DataTypeIds.Int32 }];
        Space.AddMethod(Method, Line, "Add", inputs, [new Argument { Name = "sum", DataType = DataTypeIds.Int32 }],
            (arguments, _) => ValueTask.FromResult(Add(arguments[0].Get<int>(), arguments[1].Get<int>())));
        UaVariable historized = Space.Variable(Variables[HistorizedVariable]);
        Space.Historize(historized, new ValueRing(1_000, maxBytes: 1_000_000));
        for (int second = 1; second <= 10; second++)
        {
            historized.Set((double)second, HistoryStart.AddSeconds(second));
        }

        _alarm = Space.Conditions.AddAlarm(new NodeId(index, "Line.Fault"), Line, "Fault", new AlarmOptions { SourceNode = Line });
        Server = new OpcUaServer(Options, Space, logger);
        NamespaceIndex = index;
    }

    /// <summary>Before the first value that the history has.</summary>
    public static DateTime HistoryStart { get; } = new(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);

    public OpcUaServer Server { get; }

    public OpcUaServerOptions Options { get; }

    public AddressSpace Space { get; }

    public ushort NamespaceIndex { get; }

    public NodeId Line { get; }

    public NodeId Method { get; }

    public IReadOnlyList<NodeId> Variables { get; }

    public NodeId Historized => Variables[HistorizedVariable];

    public ApplicationCertificate ServerCertificate { get; }

    public ApplicationCertificate ClientCertificate { get; }

    /// <summary>A client whose byte stream <paramref name="open"/> gives.</summary>
    public Task<OpcUaClient> ConnectAsync(bool secured, Func<DuplexStream> open, CancellationToken cancellationToken, TimeSpan? patience = null) =>
        OpcUaClient.ConnectAsync(ClientOptions(secured, open, patience), cancellationToken);

    public OpcUaClientOptions ClientOptions(bool secured, Func<DuplexStream> open, TimeSpan? patience = null) => new()
    {
        EndpointUrl = Options.EndpointUrl,
        SecurityMode = secured ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None,
        Policy = secured ? SecurityPolicy.Basic256Sha256 : SecurityPolicy.None,
        Certificates = secured ? new ApplicationCertificates(ClientCertificate) : null,
        Trust = secured ? new AcceptAllCertificates() : null,
        OpenStream = (_, _) => Task.FromResult<Stream>(open()),
        KeepAliveInterval = TimeSpan.FromHours(1),
        RequestTimeout = patience ?? TimeSpan.FromSeconds(20),
        ConnectTimeout = TimeSpan.FromSeconds(20),
    };

    public static TimeSpan HurriedPatience => RequestTimeout;

    public ChannelSecurity SecurityOfClient(bool secured) => secured
        ? new ChannelSecurity(SecurityPolicy.Basic256Sha256, MessageSecurityMode.SignAndEncrypt, ClientCertificate, Chain(ServerCertificate))
        : ChannelSecurity.None;

    /// <summary>A stream that the server serves; the task ends with the connection.</summary>
    public (DuplexStream Stream, Task Serving) Dial()
    {
        (DuplexStream ours, DuplexStream theirs) = DuplexStream.CreatePair();
        return (ours, Server.ServeAsync(theirs));
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Each call is an event, and each second one raises or clears the alarm, so that filters have something to look at.</summary>
    private CallResult Add(int a, int b)
    {
        int call = Interlocked.Increment(ref _calls);
        Space.Notifiers.Report(new UaEvent { SourceNode = Line, Severity = (ushort)(1 + (call % 1_000)), Message = [new LocalizedText($"call {call}", "en")] });
        if (call % 4 == 0)
        {
            _alarm.Raise(500, [new LocalizedText("stuck", "en")]);
        }
        else if (call % 4 == 2)
        {
            _alarm.Clear();
        }

        return CallResult.Good(unchecked(a + b));
    }

    private static CertificateChain Chain(ApplicationCertificate certificate)
    {
        CertificateChain.TryRead(certificate.Chain, out CertificateChain? chain);
        return chain!;
    }

    private static ApplicationCertificate Certificate(string uri) => ApplicationCertificate.Create(
        new ApplicationCertificateRequest { ApplicationUri = uri, ApplicationName = "fuzz", Hosts = ["localhost", "127.0.0.1"], RsaKeyBits = 2048 }, TimeProvider.System);

    private static IEnumerable<Variant> Values()
    {
        yield return true;
        yield return (byte)1;
        yield return (short)-2;
        yield return 3u;
        yield return -4L;
        yield return 5.5;
        yield return "模台一";
        yield return new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);
        yield return Guid.Parse("72962B91-FA75-4AE6-8D28-B404DC7DAF63");
        yield return Variant.From(new byte[] { 1, 2, 3 });
        yield return Variant.From(new double[] { 1, 2, 3, 4 });
        yield return Variant.From(Strings);
        yield return Variant.FromMatrix(new Matrix(Enumerable.Range(1, 6).ToArray(), [2, 3]));
        yield return Variant.From(new NodeId(1, "x"));
        yield return Variant.From(new QualifiedName(1, "q"));
        yield return Variant.From(new LocalizedText("t", "en"));
        yield return Variant.From(new ExtensionObject(new Argument { Name = "n", DataType = DataTypeIds.Double, ArrayDimensions = [1, 2] }));
        yield return Variant.From(new Variant[] { 1, "two", 3.0 });
    }
}
