using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PrecastMes.OpcUa.Client;
using PrecastMes.OpcUa.Encoding;

namespace PrecastMes.OpcUa.Tests.Client;

/// <summary>A server without security that answers as a test says, right or wrong; what the test leaves open it answers as it must.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private const uint ChannelId = 7;

    private static readonly string?[] Namespaces = ["http://opcfoundation.org/UA/", "urn:scripted"];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<ScriptedServer, IServiceRequest, IServiceResponse?> _script;
    private readonly Lock _gate = new();
    private NetworkStream? _stream;
    private uint _sequence;

    /// <param name="script">Null leaves the request to the server; an <see cref="OpcUaException"/> becomes a fault; <see cref="Silence"/> is no answer.</param>
    public ScriptedServer(Func<ScriptedServer, IServiceRequest, IServiceResponse?> script)
    {
        _script = script;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Given by a script that wants no answer.</summary>
    public static IServiceResponse Silence { get; } = new ServiceFault();

    public string Url => $"opc.tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";

    /// <summary>All requests in the order in which they came.</summary>
    public ConcurrentQueue<IServiceRequest> Seen { get; } = new();

    /// <summary>Publish requests that wait for an answer.</summary>
    public ConcurrentQueue<uint> Publishes { get; } = new();

    /// <summary>Shown in the server's capabilities, 0 for none.</summary>
    public uint MaxNodesPerRead { get; init; }

    public IEnumerable<T> SeenOf<T>() => Seen.OfType<T>();

    public Task<OpcUaClient> ConnectAsync(Func<OpcUaClientOptions, OpcUaClientOptions>? change = null)
    {
        var options = new OpcUaClientOptions
        {
            EndpointUrl = Url, SecurityMode = MessageSecurityMode.None,
        };
        return OpcUaClient.ConnectAsync(change?.Invoke(options) ?? options, TestContext.Current.CancellationToken);
    }

    /// <summary>Answers the oldest Publish request that waits.</summary>
    public async Task PublishAsync(uint subscription, uint number, params ExtensionObject[] data)
    {
        uint requestId = 0;
        await Until.TrueAsync(() => Publishes.TryDequeue(out requestId), TestContext.Current.CancellationToken);
        Send(requestId, new PublishResponse
        {
            SubscriptionId = subscription,
            NotificationMessage = new NotificationMessage { SequenceNumber = number, PublishTime = DateTime.UnixEpoch, NotificationData = data },
        });
    }

    public static ExtensionObject Change(uint handle, Variant value) => new(
        new DataChangeNotification { MonitoredItems = [new MonitoredItemNotification { ClientHandle = handle, Value = new DataValue(value) }] });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using TcpClient open = client;
        _stream = client.GetStream();
        _sequence = 0;
        byte[] header = new byte[8];
        try
        {
            while (true)
            {
                await _stream.ReadExactlyAsync(header, _stop.Token);
                byte[] body = new byte[BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4)) - 8];
                await _stream.ReadExactlyAsync(body, _stop.Token);
                Handle(System.Text.Encoding.ASCII.GetString(header, 0, 3), body);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // The client is gone.
        }
    }

    private void Handle(string type, byte[] body)
    {
        var decoder = new BinaryDecoder(body);
        switch (type)
        {
            case "HEL":
                Write("ACKF", encoder => Array.ForEach<uint>([0, 65_536, 65_536, 0, 0], encoder.WriteUInt32));
                return;
            case "OPN":
                decoder.ReadUInt32();
                decoder.ReadString();
                decoder.ReadByteString();
                decoder.ReadByteString();
                break;
            case "MSG":
                decoder.ReadUInt32();
                decoder.ReadUInt32();
                break;
            default:
                return;
        }

        decoder.ReadUInt32();
        uint requestId = decoder.ReadUInt32();
        var request = (IServiceRequest)StandardStructures.Decode(decoder.ReadNodeId().Numeric, ref decoder)!;
        Seen.Enqueue(request);
        IServiceResponse? response;
        try
        {
            response = _script(this, request) ?? Default(request, requestId);
        }
        catch (OpcUaException exception)
        {
            response = new ServiceFault { ResponseHeader = new ResponseHeader { ServiceResult = exception.Status } };
        }

        if (response is not null && response != Silence)
        {
            Send(requestId, response);
        }
    }

    private IServiceResponse? Default(IServiceRequest request, uint requestId)
    {
        switch (request)
        {
            case OpenSecureChannelRequest:
                return new OpenSecureChannelResponse { SecurityToken = new ChannelSecurityToken { ChannelId = ChannelId, TokenId = 1, RevisedLifetime = 3_600_000 } };
            case CreateSessionRequest:
                return new CreateSessionResponse { SessionId = new NodeId(1, 1u), AuthenticationToken = new NodeId(1, 2u), RevisedSessionTimeout = 60_000, ServerNonce = new byte[32] };
            case ActivateSessionRequest:
                return new ActivateSessionResponse { ServerNonce = new byte[32] };
            case ReadRequest { NodesToRead: { } nodes }:
                return new ReadResponse { Results = [.. nodes.Select(Value)] };
            case CreateSubscriptionRequest create:
                return new CreateSubscriptionResponse
                {
                    SubscriptionId = 5, RevisedPublishingInterval = create.RequestedPublishingInterval, RevisedMaxKeepAliveCount = create.RequestedMaxKeepAliveCount, RevisedLifetimeCount = create.RequestedLifetimeCount,
                };
            case CreateMonitoredItemsRequest { ItemsToCreate: { } items }:
                return new CreateMonitoredItemsResponse { Results = [.. items.Select((_, i) => new MonitoredItemCreateResult { MonitoredItemId = (uint)i + 1 })] };
            case PublishRequest:
                Publishes.Enqueue(requestId);
                return null;
            default:
                return new ServiceFault { ResponseHeader = new ResponseHeader { ServiceResult = StatusCodes.BadServiceUnsupported } };
        }
    }

    private DataValue Value(ReadValueId item) => item.NodeId.Numeric switch
    {
        2255 => new DataValue(Namespaces),
        11705 when MaxNodesPerRead > 0 => new DataValue(MaxNodesPerRead),
        _ when item.NodeId.NamespaceIndex == 1 => new DataValue(item.NodeId.Numeric),
        _ => new DataValue(default, StatusCodes.BadNodeIdUnknown),
    };

    private void Send(uint requestId, IServiceResponse response)
    {
        response.ResponseHeader = new ResponseHeader { RequestHandle = requestId, ServiceResult = response.ResponseHeader.ServiceResult };
        bool opens = response is OpenSecureChannelResponse;
        Write(opens ? "OPNF" : "MSGF", encoder =>
        {
            encoder.WriteUInt32(ChannelId);
            if (opens)
            {
                encoder.WriteString("http://opcfoundation.org/UA/SecurityPolicy#None");
                encoder.WriteByteString(null);
                encoder.WriteByteString(null);
            }
            else
            {
                encoder.WriteUInt32(1);
            }

            encoder.WriteUInt32(++_sequence);
            encoder.WriteUInt32(requestId);
            encoder.WriteNodeId(new NodeId(0, response.EncodingId));
            response.Encode(encoder);
        });
    }

    private void Write(string type, Action<BinaryEncoder> body)
    {
        lock (_gate)
        {
            using var encoder = new BinaryEncoder();
            body(encoder);
            byte[] frame = new byte[8 + encoder.Length];
            System.Text.Encoding.ASCII.GetBytes(type, frame);
            BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), frame.Length);
            encoder.WrittenSpan.CopyTo(frame.AsSpan(8));
            _stream!.Write(frame);
        }
    }
}
