using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PrecastMes.OpcUa.Encoding;
using PrecastMes.OpcUa.SecureChannel;
using PrecastMes.OpcUa.Security;
using PrecastMes.OpcUa.Security.Certificates;
using PrecastMes.OpcUa.Server;
using PrecastMes.OpcUa.Services;
using PrecastMes.OpcUa.Transport;

namespace PrecastMes.OpcUa.Tests.Server;

/// <summary>A discovery server with security that answers registrations as a test says.</summary>
internal sealed class DiscoveryPeer : IAsyncDisposable
{
    public const string Uri = "urn:test:lds";

    private static readonly AgreedLimits Limits = new(65_536, 65_536, 1_000_000, 100, 1_000_000, 100);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<IServiceRequest, IServiceResponse?> _script;
    private readonly OpcUaServerOptions _options;
    private readonly Task _serving;

    /// <param name="script">Null is no answer; an <see cref="OpcUaException"/> becomes a fault.</param>
    public DiscoveryPeer(Func<IServiceRequest, IServiceResponse?> script)
    {
        _script = script;
        _options = PlantServer.Options with
        {
            ApplicationUri = Uri,
            Certificates = new ApplicationCertificates(TestCertificates.Get(Uri, CertificateKeyKind.Rsa)),
            Trust = new AcceptAllCertificates(),
        };
        _listener.Start();
        _serving = AcceptAsync();
    }

    public string Url => $"opc.tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Registrations, in the order in which they came, each with the mode and the peer's certificate of its channel.</summary>
    public ConcurrentQueue<(IServiceRequest Request, ChannelSecurity Security)> Seen { get; } = new();

    public IEnumerable<RegisteredServer> Servers => Seen.Select(each => each.Request switch
    {
        RegisterServer2Request two => two.Server,
        RegisterServerRequest one => one.Server,
        _ => throw new InvalidOperationException(each.Request.ToString()),
    });

    public static IServiceResponse Take(IServiceRequest request) => request is RegisterServer2Request ? new RegisterServer2Response() : new RegisterServerResponse();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var links = new List<Task>();
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                links.Add(new Link(this, new NetworkStream(socket, ownsSocket: true)).ServeAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }

        await Task.WhenAll(links);
    }

    private IServiceResponse? Answer(IServiceRequest request, ChannelSecurity security)
    {
        if (request is GetEndpointsRequest)
        {
            return new GetEndpointsResponse { Endpoints = [Endpoint(MessageSecurityMode.Sign), Endpoint(MessageSecurityMode.SignAndEncrypt)] };
        }

        Seen.Enqueue((request, security));
        return _script(request);
    }

    private EndpointDescription Endpoint(MessageSecurityMode mode) => new()
    {
        EndpointUrl = Url,
        Server = new ApplicationDescription { ApplicationUri = Uri, ApplicationType = ApplicationType.DiscoveryServer },
        ServerCertificate = _options.Certificates!.For(SecurityPolicy.Basic256Sha256)!.Chain.ToArray(),
        SecurityMode = mode,
        SecurityPolicyUri = SecurityPolicy.Basic256Sha256.Uri,
        TransportProfileUri = DiscoveryServiceSet.TransportProfile,
    };

    private sealed class Link(DiscoveryPeer peer, NetworkStream stream) : IMessageSenderOwner
    {
        private readonly ServerSecureChannel _channel = new(1, peer._options);

        public async Task ServeAsync(CancellationToken cancellationToken)
        {
            await using NetworkStream open = stream;
            using var reader = new ChunkReader(stream, Limits.ReceiveChunkSize, TimeSpan.FromSeconds(10), TimeProvider.System);
            using var assembler = new MessageAssembler(_channel.Tokens, _channel.Received, Limits, TimeProvider.System);
            using var sender = new MessageSender(stream, _channel.Tokens, _channel.Sent, Limits, TimeProvider.System, this);
            try
            {
                while (await reader.ReadAsync(null, cancellationToken) is { IsEndOfStream: false } chunk)
                {
                    await HandleAsync(chunk, assembler, sender, cancellationToken);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
            {
                // The server is gone, or the test over.
            }
        }

        public void OnSendFailed(Exception exception) => stream.Dispose();

        public void OnRequestRefused(uint requestId, OpcUaException exception) => stream.Dispose();

        private async Task HandleAsync(Chunk chunk, MessageAssembler assembler, MessageSender sender, CancellationToken cancellationToken)
        {
            switch (chunk.MessageType)
            {
                case MessageTypes.Hello:
                    using (var encoder = new BinaryEncoder(64))
                    {
                        new Acknowledge(0, new TransportOffer(65_536, 65_536, 0, 0)).Encode(encoder);
                        await stream.WriteAsync(encoder.WrittenMemory, cancellationToken);
                    }

                    break;
                case MessageTypes.OpenSecureChannel:
                    OpenSecureChannelResponse opened = _channel.Open(chunk, DateTime.UnixEpoch, out uint requestId);
                    sender.Security = assembler.Security = _channel.Security;
                    sender.Enqueue(new OutgoingMessage(MessageTypes.OpenSecureChannel, requestId, opened));
                    await sender.FlushAsync();
                    break;
                case MessageTypes.Message when assembler.TryAdd(chunk, out ReceivedMessage message):
                    if (Answer(message.Body.Span) is { } response)
                    {
                        sender.Enqueue(new OutgoingMessage(MessageTypes.Message, message.RequestId, response));
                        await sender.FlushAsync();
                    }

                    break;
            }
        }

        private IServiceResponse? Answer(ReadOnlySpan<byte> body)
        {
            var decoder = new BinaryDecoder(body);
            var request = (IServiceRequest)StandardStructures.Decode(decoder.ReadNodeId().Numeric, ref decoder)!;
            try
            {
                IServiceResponse? response = peer.Answer(request, _channel.Security);
                if (response is not null)
                {
                    response.ResponseHeader = Headers.Good(request.RequestHeader, DateTime.UnixEpoch);
                }

                return response;
            }
            catch (OpcUaException exception)
            {
                return new ServiceFault { ResponseHeader = Headers.Fault(request.RequestHeader.RequestHandle, exception.Status, DateTime.UnixEpoch) };
            }
        }
    }
}
