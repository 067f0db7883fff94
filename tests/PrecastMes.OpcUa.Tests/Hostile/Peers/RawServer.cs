using System.Net;
using System.Net.Sockets;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>A server that keeps to no rule: it plays its part by hand up to the point where the script of a test takes over.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RawServer()
    {
        _listener.Start();
        Url = $"opc.tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
    }

    public string Url { get; }

    public OpcUaClientOptions Options => new()
    {
        EndpointUrl = Url,
        SecurityMode = MessageSecurityMode.None,

        // Only what a test asks for is asked.
        KeepAliveInterval = TimeSpan.FromHours(1),
    };

    public async Task<RawServerLink> AcceptAsync() =>
        new(new NetworkStream(await _listener.AcceptSocketAsync(TestContext.Current.CancellationToken), ownsSocket: true));

    /// <summary>A client of ours with a session, and our end of its connection.</summary>
    public async Task<(OpcUaClient Client, RawServerLink Link)> ConnectAsync(Func<OpcUaClientOptions, OpcUaClientOptions>? change = null)
    {
        Task<OpcUaClient> connecting = OpcUaClient.ConnectAsync(change?.Invoke(Options) ?? Options, TestContext.Current.CancellationToken);
        RawServerLink link = await AcceptAsync();
        await link.ShakeHandsAsync();
        await link.OpenAsync();
        await link.AnswerUntilAsync(connecting);
        return (await connecting, link);
    }

    public void Dispose() => _listener.Dispose();
}
