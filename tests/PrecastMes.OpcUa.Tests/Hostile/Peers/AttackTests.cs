using PrecastMes.OpcUa.Server;

namespace PrecastMes.OpcUa.Tests.Hostile;

/// <summary>
/// Tests of attacks whose own assertions are about the answer: an honest client reads beside each of them, and when the attack is over it
/// must have been served and no memory be held.
/// </summary>
public abstract class AttackTests : IAsyncDisposable
{
    // Buffers of a connection or two that is still open; what an attack is refused for is held by nobody.
    private const long Ceiling = 4 << 20;

    private PlantServer? _server;
    private HonestPeer? _honest;
    private MemoryGauge? _gauge;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_server is null)
        {
            return;
        }

        try
        {
            await _honest!.AssertServedAsync();
            _gauge!.AssertBelow(Ceiling);
        }
        finally
        {
            await _honest!.DisposeAsync();
            await _server.DisposeAsync();
        }
    }

    /// <summary>The server that is attacked, or beside which a client is; an honest client reads from it already.</summary>
    private protected async Task<PlantServer> AttackedAsync(OpcUaServerOptions? options = null)
    {
        _server = await PlantServer.StartAsync(options);
        _honest = await HonestPeer.StartAsync(_server);
        _gauge = new MemoryGauge();
        return _server;
    }
}
