using System.Text.Json.Nodes;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>Our server with variables that all change together, each to the number of the change.</summary>
internal sealed class OurServer : IAsyncDisposable
{
    public const string ApplicationUri = "urn:precastmes:benchmarks:server";
    public const string LineNamespace = "urn:precastmes:benchmarks:line";
    public const int VariableCount = 10_000;

    private readonly UaVariable[] _variables;
    private readonly OpcUaServer _server;
    private CancellationTokenSource _changing = new();
    private Task _changes = Task.CompletedTask;

    private OurServer()
    {
        var space = new AddressSpace(ApplicationUri);
        ushort index = space.AddNamespace(LineNamespace);
        NodeId line = space.AddFolder(new NodeId(index, "Line"), ObjectIds.ObjectsFolder, "Line").NodeId;
        _variables = [.. Enumerable.Range(0, VariableCount).Select(i => Add(space, line, i))];
        var options = new OpcUaServerOptions
        {
            EndpointUrl = "opc.tcp://127.0.0.1:0",
            ApplicationUri = ApplicationUri,
            AllowAnonymous = true,
            AllowUnsecured = true,
            Certificates = Identity.Create(ApplicationUri),
            Trust = new AcceptAllCertificates(),
            SecurityPolicies = [SecurityPolicy.Basic256Sha256],
            SecurityModes = [MessageSecurityMode.SignAndEncrypt],
            Limits = new ServerLimits
            {
                MinPublishingInterval = TimeSpan.FromMilliseconds(1),

                // What is measured is how fast connections open, not how fast they are refused.
                ConnectionsPerSecond = 100_000,
                ConnectionBurst = 100_000,
            },
        };
        _server = new OpcUaServer(options, space);
    }

    public string Url => _server.EndpointUrl;

    public static string NameOf(int variable) => $"Line.Station{variable / 100:D2}.Value{variable % 100:D2}";

    public static async Task<OurServer> StartAsync(CancellationToken cancellationToken)
    {
        var server = new OurServer();
        await server._server.StartAsync(cancellationToken);
        return server;
    }

    public async Task<object> DoAsync(JsonNode command, CancellationToken cancellationToken)
    {
        switch ((string)command["do"]!)
        {
            case "change":
                await StopChangingAsync();
                _changing = new CancellationTokenSource();
                _changes = ChangeAsync((int)command["count"]!, (double)command["hz"]!, _changing.Token);
                return new { };
            case "still":
                await StopChangingAsync();
                return new { };
            default:
                throw new ArgumentException($"A server does no {command["do"]}.", nameof(command));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopChangingAsync();
        _changing.Dispose();
        await _server.DisposeAsync();
    }

    private static UaVariable Add(AddressSpace space, NodeId line, int i) =>
        space.AddVariable(new NodeId(line.NamespaceIndex, NameOf(i)), line, NameOf(i), DataTypeIds.Double, 0.0, writable: true);

    private async Task ChangeAsync(int count, double hertz, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / hertz));
        double number = _variables[0].Value.Get<double>();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                number++;
                foreach (UaVariable variable in _variables.AsSpan(0, count))
                {
                    variable.Value = number;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to be still.
        }
    }

    private async Task StopChangingAsync()
    {
        await _changing.CancelAsync();
        await _changes;
    }
}
