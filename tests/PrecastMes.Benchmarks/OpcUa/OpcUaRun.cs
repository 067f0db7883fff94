using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using PrecastMes.OpcUa.Tests.ForeignPeer;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>
/// Starts the peers, and lets all pairings take turns in each workload, round after round: whatever else the machine does meanwhile
/// meets each of them alike.
/// </summary>
internal sealed class OpcUaRun(RunSettings settings) : IAsyncDisposable
{
    private const double ChangesPerSecond = 10;
    private const double PublishingInterval = 100;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly List<Peer> _clients = [];
    private readonly List<(Peer Peer, JsonNode Ready)> _servers = [];

    /// <summary>Why node-opcua takes no part; null when it does.</summary>
    public string? PeerMissing { get; private set; }

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken cancellationToken)
    {
        await StartPeersAsync(cancellationToken);
        var figures = new List<Figure>();
        foreach (string security in settings.SecurityModes)
        {
            foreach (Workload workload in Workload.All.Where(workload => settings.Wants(workload.Name)))
            {
                figures.AddRange(await MeasureAsync(workload, security, cancellationToken));
            }
        }

        return figures;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Peer peer in _clients.Concat(_servers.Select(server => server.Peer)))
        {
            await peer.DisposeAsync();
        }
    }

    private async Task StartPeersAsync(CancellationToken cancellationToken)
    {
        await AddAsync(Peer.StartOurs("server"), Peer.StartOurs("client"), cancellationToken);
        if (settings.OnlyOurs)
        {
            return;
        }

        var node = new NodeInstallation(Path.Combine(AppContext.BaseDirectory, "Peers"));
        PeerMissing = await node.MissingAsync();
        if (PeerMissing is null)
        {
            Peer server = Peer.StartNode(node, "server.mjs", $"{FreePort()}", $"{OurServer.VariableCount}");
            await AddAsync(server, Peer.StartNode(node, "client.mjs"), cancellationToken);
        }
    }

    private async Task AddAsync(Peer server, Peer client, CancellationToken cancellationToken)
    {
        _clients.Add(client);
        JsonNode ready = await server.NextAsync(cancellationToken);
        _servers.Add((server, ready));
        await client.NextAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<Figure>> MeasureAsync(Workload workload, string security, CancellationToken cancellationToken)
    {
        var turns = (
            from client in _clients
            from server in _servers
            select (client, server, figure: new Figure(workload, security, client.Name, server.Peer.Name))).ToList();
        for (int round = 0; round <= settings.Rounds; round++)
        {
            foreach ((Peer client, (Peer Peer, JsonNode Ready) server, Figure figure) in turns.Where(turn => turn.figure.Missing is null))
            {
                await Console.Error.WriteLineAsync(
                    $"{workload.Name}, {security}, {client.Name} → {server.Peer.Name}, {(round == 0 ? "warm-up" : $"round {round} of {settings.Rounds}")}");
                try
                {
                    // The first round only warms up: code that is compiled late, buffers that grow.
                    await TakeTurnAsync(client, server.Peer, Connection(server.Ready, security), round == 0 ? Scratch(figure) : figure, cancellationToken);
                }
                catch (InvalidOperationException exception)
                {
                    figure.Missing = exception.Message.Split('\n')[0];
                }
            }
        }

        return [.. turns.Select(turn => turn.figure)];
    }

    private static Figure Scratch(Figure figure) => new(figure.Workload, figure.Security, figure.Client, figure.Server);

    private static JsonObject Connection(JsonNode ready, string security) => new()
    {
        ["url"] = (string)ready["url"]!,
        ["namespaceUri"] = (string)ready["namespaceUri"]!,
        ["security"] = security,
    };

    private async Task TakeTurnAsync(Peer client, Peer server, JsonObject connection, Figure figure, CancellationToken cancellationToken)
    {
        if (figure.Workload.Kind == WorkloadKind.Connect)
        {
            await MeasureCallsAsync(client, server, With(connection, "connect"), figure, cancellationToken);
            return;
        }

        await client.AskAsync(With(connection, "open"), cancellationToken);
        switch (figure.Workload.Kind)
        {
            case WorkloadKind.Read:
                var read = new JsonObject { ["do"] = "read", ["nodes"] = figure.Workload.Size };
                await MeasureCallsAsync(client, server, read, figure, cancellationToken);
                break;
            case WorkloadKind.Watch:
                await WatchAsync(client, server, figure, cancellationToken);
                break;
            case WorkloadKind.Latency:
                await MeasureLatencyAsync(client, server, figure, cancellationToken);
                break;
        }

        await client.AskAsync("close", cancellationToken);
    }

    private async Task MeasureCallsAsync(Peer client, Peer server, JsonObject what, Figure figure, CancellationToken cancellationToken)
    {
        what["seconds"] = settings.Seconds;
        (Usage clientBefore, Usage serverBefore) = await UsageAsync(client, server, cancellationToken);
        JsonNode done = await client.AskAsync(what, cancellationToken);
        (Usage clientAfter, Usage serverAfter) = await UsageAsync(client, server, cancellationToken);
        figure.Add((long)done["calls"]!, (double)done["seconds"]!, clientAfter - clientBefore, serverAfter - serverBefore);
        figure.AddRound((double)done["p50"]!, (double)done["p99"]!);
    }

    private async Task WatchAsync(Peer client, Peer server, Figure figure, CancellationToken cancellationToken)
    {
        await client.AskAsync(WatchOf(figure.Workload.Size, PublishingInterval), cancellationToken);
        await server.AskAsync(new JsonObject { ["do"] = "change", ["count"] = figure.Workload.Size, ["hz"] = ChangesPerSecond }, cancellationToken);
        await Task.Delay(Settling, cancellationToken);
        (Usage clientBefore, Usage serverBefore) = await UsageAsync(client, server, cancellationToken);
        JsonNode before = await client.AskAsync("count", cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(settings.Seconds), cancellationToken);
        (Usage clientAfter, Usage serverAfter) = await UsageAsync(client, server, cancellationToken);
        JsonNode after = await client.AskAsync("count", cancellationToken);
        await server.AskAsync("still", cancellationToken);
        await client.AskAsync("unwatch", cancellationToken);
        figure.Add(
            (long)after["delivered"]! - (long)before["delivered"]!,
            (double)after["at"]! - (double)before["at"]!,
            clientAfter - clientBefore,
            serverAfter - serverBefore,
            (long)after["lost"]! - (long)before["lost"]!);
    }

    private async Task MeasureLatencyAsync(Peer client, Peer server, Figure figure, CancellationToken cancellationToken)
    {
        await client.AskAsync(WatchOf(figure.Workload.Size, 0), cancellationToken);
        (Usage clientBefore, Usage serverBefore) = await UsageAsync(client, server, cancellationToken);
        JsonNode done = await client.AskAsync(new JsonObject { ["do"] = "latency", ["seconds"] = settings.Seconds }, cancellationToken);
        (Usage clientAfter, Usage serverAfter) = await UsageAsync(client, server, cancellationToken);
        await client.AskAsync("unwatch", cancellationToken);
        double[] samples = [.. done["samples"]!.AsArray().Select(sample => (double)sample!)];
        figure.Add(samples.Length, settings.Seconds, clientAfter - clientBefore, serverAfter - serverBefore);
        figure.AddSamples(samples);
    }

    private static JsonObject WatchOf(int items, double interval) => new() { ["do"] = "watch", ["items"] = items, ["interval"] = interval };

    private static JsonObject With(JsonObject connection, string what)
    {
        JsonObject command = connection.DeepClone().AsObject();
        command["do"] = what;
        return command;
    }

    private static async Task<(Usage Client, Usage Server)> UsageAsync(Peer client, Peer server, CancellationToken cancellationToken)
    {
        Usage ofServer = await server.UsageAsync(cancellationToken);
        return (await client.UsageAsync(cancellationToken), ofServer);
    }

    private static int FreePort()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }
}
