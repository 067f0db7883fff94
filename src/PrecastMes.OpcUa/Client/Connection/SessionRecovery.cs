using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PrecastMes.OpcUa.Security;

namespace PrecastMes.OpcUa.Client;

/// <summary>
/// Comes from no link to a client with an activated session: the session of before on a new channel, as long as the server has it, else a
/// new one (Part 4 §6.7). Owns the session, so that none is left behind on a server that has few.
/// </summary>
internal sealed class SessionRecovery(OpcUaClientOptions options, Func<UserIdentity>? currentUser = null)
{
    private readonly ILogger _logger = options.Logger ?? NullLogger.Instance;
    private OpcUaClientOptions _options = options;
    private ClientSession? _session;
    private ChosenEndpoint? _endpoint;

    /// <exception cref="OpcUaException">No link, or the server refuses.</exception>
    public Task<(OpcUaClient Client, bool IsSameSession)> ConnectAsync(CancellationToken cancellationToken)
    {
        if (currentUser is not null)
        {
            _options = _options with { User = currentUser() };
        }

        return TryAsync(cancellationToken);
    }

    /// <summary>The client closes the session with itself.</summary>
    public void Forget() => _session = null;

    /// <summary>Tells a server that may still have our session that it is over, as far as it can be reached.</summary>
    public async Task CloseAsync()
    {
        if (_session is null)
        {
            return;
        }

        try
        {
            (OpcUaClient client, _) = await TryAsync(CancellationToken.None);
            await client.DisposeAsync();
        }
        catch (OpcUaException exception)
        {
            Log.SessionLeftBehind(_logger, _session.SessionId, exception.Message);
        }
    }

    private Task<(OpcUaClient Client, bool IsSameSession)> TryAsync(CancellationToken cancellationToken) =>
        OpcUaClient.WithinAsync(_options, OpenAsync, cancellationToken);

    private async Task<(OpcUaClient Client, bool IsSameSession)> OpenAsync(CancellationToken cancellationToken)
    {
        ClientChannel channel = await OpenChannelAsync(cancellationToken);
        try
        {
            bool isSame = await IsActivatedAsync(channel, cancellationToken);
            if (!isSame)
            {
                await CreateAsync(channel, cancellationToken);
            }

            return (await OpcUaClient.StartAsync(channel, _options, _session!, cancellationToken), isSame);
        }
        catch
        {
            // The server may offer others now, or somebody may have changed those that were found without security: asked anew.
            _endpoint = null;
            channel.Dispose();
            throw;
        }
    }

    /// <summary>To the endpoint of before; when that fails, it may have another certificate now, and is asked for anew.</summary>
    private async Task<ClientChannel> OpenChannelAsync(CancellationToken cancellationToken)
    {
        if (_endpoint is not null)
        {
            try
            {
                return await ClientChannel.OpenAsync(_options, _endpoint, cancellationToken);
            }
            catch (Exception exception) when (exception is OpcUaException { Status: var status } && !status.IsSameCode(StatusCodes.BadNotConnected) || exception is IOException)
            {
                Log.EndpointsAskedAgain(_logger, _options.EndpointUrl, exception.Message);
                _endpoint = null;
            }
        }

        ClientChannel channel = await ClientChannel.OpenAsync(_options, cancellationToken);
        _endpoint = channel.Endpoint;
        return channel;
    }

    private async Task<bool> IsActivatedAsync(ClientChannel channel, CancellationToken cancellationToken)
    {
        if (_session is null)
        {
            return false;
        }

        _session.User = _options.User;
        try
        {
            await _session.ActivateAsync(channel, cancellationToken);
            return true;
        }
        catch (OpcUaException exception) when (!channel.Broken.IsCompleted && !exception.Status.IsSameCode(StatusCodes.BadTimeout))
        {
            // The server's own word, be it that the session ran out or that it refuses the move: another one is needed.
            Log.SessionNotResumed(_logger, _session.SessionId, exception.Message);
            _session = null;
            channel.AuthenticationToken = NodeId.Null;
            return false;
        }
    }

    private async Task CreateAsync(ClientChannel channel, CancellationToken cancellationToken)
    {
        // Kept before it is activated: when the link breaks now, the next try takes it up.
        _session = await ClientSession.CreateAsync(channel, _options, cancellationToken);
        try
        {
            await _session.ActivateAsync(channel, cancellationToken);
        }
        catch (OpcUaException) when (!channel.Broken.IsCompleted)
        {
            _session = null;
            await CloseRefusedAsync(channel);
            throw;
        }
    }

    private static async Task CloseRefusedAsync(ClientChannel channel)
    {
        try
        {
            await channel.SendAsync<CloseSessionResponse>(new CloseSessionRequest { DeleteSubscriptions = true }, CancellationToken.None);
        }
        catch (OpcUaException)
        {
            // A session that was never activated the server ends by itself.
        }
    }
}
