using System.Diagnostics;
using System.Text.Json.Nodes;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;

namespace PrecastMes.Benchmarks.OpcUa;

/// <summary>Our client: reads, connects and watches as it is told.</summary>
internal sealed class OurClient : IAsyncDisposable
{
    private const string ApplicationUri = "urn:precastmes:benchmarks:client";

    private static readonly ApplicationCertificates Certificates = Identity.Create(ApplicationUri);

    private readonly Latencies _latencies = new();
    private NodeId[] _nodes = [];
    private OpcUaClient? _client;
    private Watch? _watch;

    public async Task<object> DoAsync(JsonNode command, CancellationToken cancellationToken) => (string)command["do"]! switch
    {
        "open" => await OpenAsync(command, cancellationToken),
        "close" => await CloseAsync(),
        "read" => await ReadAsync((int)command["nodes"]!, Seconds(command), cancellationToken),
        "connect" => await ConnectAsync(command, cancellationToken),
        "watch" => await WatchAsync((int)command["items"]!, (double)command["interval"]!, cancellationToken),
        "count" => _watch!.Count(),
        "latency" => await _watch!.WriteAndWaitAsync(Seconds(command), cancellationToken),
        "unwatch" => await UnwatchAsync(),
        _ => throw new ArgumentException($"A client does no {command["do"]}.", nameof(command)),
    };

    public async ValueTask DisposeAsync() => await CloseAsync();

    private static TimeSpan Seconds(JsonNode command) => TimeSpan.FromSeconds((double)command["seconds"]!);

    private static OpcUaClientOptions Options(JsonNode command) => new()
    {
        EndpointUrl = (string)command["url"]!,
        ApplicationUri = ApplicationUri,
        SecurityMode = (string?)command["security"] == Peer.SignAndEncrypt ? MessageSecurityMode.SignAndEncrypt : MessageSecurityMode.None,
        Policy = (string?)command["security"] == Peer.SignAndEncrypt ? SecurityPolicy.Basic256Sha256 : SecurityPolicy.None,
        Certificates = Certificates,
        Trust = new AcceptAllCertificates(),
    };

    private static NodeId[] Nodes(OpcUaClient client, JsonNode? namespaceUri, int count)
    {
        ushort index = client.NamespaceIndex((string?)namespaceUri ?? OurServer.LineNamespace);
        return [.. Enumerable.Range(0, count).Select(i => new NodeId(index, OurServer.NameOf(i)))];
    }

    private async Task<object> OpenAsync(JsonNode command, CancellationToken cancellationToken)
    {
        await CloseAsync();
        _client = await OpcUaClient.ConnectAsync(Options(command), cancellationToken);
        _nodes = Nodes(_client, command["namespaceUri"], OurServer.VariableCount);
        return new { };
    }

    private async Task<object> CloseAsync()
    {
        await UnwatchAsync();
        if (_client is not null)
        {
            await _client.DisposeAsync();
            _client = null;
        }

        return new { };
    }

    private async Task<object> ReadAsync(int count, TimeSpan duration, CancellationToken cancellationToken)
    {
        PreparedRead read = _client!.PrepareRead(_nodes[..count]);
        var values = new DataValue[count];
        _latencies.Clear();
        long start = Stopwatch.GetTimestamp();
        long end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        long now = start;
        while (now < end)
        {
            await read.ReadAsync(values, cancellationToken);
            if (values[^1].Value.Type != BuiltInType.Double || values[^1].Status.IsBad)
            {
                throw new InvalidOperationException($"the last of {count} values is {values[^1]}");
            }

            long then = now;
            now = Stopwatch.GetTimestamp();
            _latencies.Add(now - then);
        }

        return Done(start, now);
    }

    private async Task<object> ConnectAsync(JsonNode command, CancellationToken cancellationToken)
    {
        OpcUaClientOptions options = Options(command);
        TimeSpan duration = Seconds(command);
        _latencies.Clear();
        long start = Stopwatch.GetTimestamp();
        long now = start;
        while (Stopwatch.GetElapsedTime(start, now) < duration)
        {
            long before = Stopwatch.GetTimestamp();
            OpcUaClient client = await OpcUaClient.ConnectAsync(options, cancellationToken);
            _latencies.Add(Stopwatch.GetTimestamp() - before);
            await client.DisposeAsync();
            now = Stopwatch.GetTimestamp();
        }

        return Done(start, now);
    }

    private object Done(long start, long end) => new
    {
        calls = _latencies.Count,
        seconds = Stopwatch.GetElapsedTime(start, end).TotalSeconds,
        p50 = _latencies.At(0.50),
        p99 = _latencies.At(0.99),
    };

    private async Task<object> WatchAsync(int items, double interval, CancellationToken cancellationToken)
    {
        await UnwatchAsync();
        long start = Stopwatch.GetTimestamp();
        _watch = await Watch.StartAsync(_client!, _nodes[..items], TimeSpan.FromMilliseconds(interval), cancellationToken);
        return new { milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds, interval = _watch.Interval.TotalMilliseconds };
    }

    private async Task<object> UnwatchAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
            _watch = null;
        }

        return new { };
    }
}
