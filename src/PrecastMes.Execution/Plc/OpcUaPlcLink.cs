using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Live;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.Production.Lines;

namespace PrecastMes.Execution.Plc;

/// <summary>
/// The PLC over OPC UA. The connection comes back by itself after a break, with the same session and subscription where the PLC still has
/// them; on each link the whole handshake is read and compared before anything is commanded.
/// </summary>
public sealed class OpcUaPlcLink(
    TagMap map, PlantLayout layout, ExecutionOptions options, LiveLine live, TimeProvider plantClock, ILogger<OpcUaPlcLink> logger)
    : BackgroundService, IPlcLink
{
    private const double PublishPlantSeconds = 2;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FastestPublishing = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SlowestPublishing = TimeSpan.FromMilliseconds(200);

    private readonly LinkOrders orders = new();
    private readonly TagTable tags = new(map, layout);
    private readonly PlcImageBuilder builder = new(layout.WorkUnits, layout.CuringPlaces);
    private readonly Channel<bool> kicks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly string endpoint = options.PlcEndpointUrl ?? map.EndpointUrl;
    private volatile IPlcOwner? owner;

    /// <inheritdoc/>
    public void Attach(IPlcOwner owner)
    {
        orders.Attach();
        this.owner = owner;
        owner.Report(builder.Image);
    }

    /// <inheritdoc/>
    public void Drive(uint fence, IReadOnlyList<CommandIssued> outstanding)
    {
        builder.Commanded(outstanding);
        orders.Drive(fence, outstanding);
        Kick();
    }

    /// <inheritdoc/>
    public void Issue(CommandIssued command)
    {
        builder.Commanded([command]);
        orders.Issue(command);
        Kick();
    }

    /// <inheritdoc/>
    public void SetShift(bool active)
    {
        orders.SetShift(active);
        Kick();
    }

    /// <inheritdoc/>
    public void ReadCurve(string place)
    {
        orders.ReadCurve(place);
        Kick();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Show(false, "");
        await using var connection = Connect();
        HandshakeWatch? watch = null;
        try
        {
            await foreach (var state in connection.StatesAsync(stoppingToken))
            {
                if (state.Phase == ConnectionPhase.Connected)
                {
                    watch = await FollowAsync(connection, watch, stoppingToken);
                }
                else if (state.FailedTries > 0)
                {
                    Show(false, state.Reason);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The connection closes its session, and with it the watch.
        }
    }

    private OpcUaConnection Connect()
    {
        var security = options.PlcSecurity ?? map.Security;
        return new OpcUaConnection(new OpcUaConnectionOptions
        {
            Client = new OpcUaClientOptions
            {
                EndpointUrl = endpoint,
                Policy = LinkAccess.PolicyOf(security),
                SecurityMode = LinkAccess.ModeOf(security),
                Certificates = options.Certificates,
                Trust = options.Trust,
                Profile = PlcProfile.Named(map.Make),
                ApplicationName = "PrecastMes",
                ApplicationUri = options.ApplicationUri,
                KeepAliveInterval = TimeSpan.FromSeconds(2),
                ConnectTimeout = TimeSpan.FromSeconds(5),
                RequestTimeout = TimeSpan.FromSeconds(5),
                Logger = logger,
            },
            CurrentUser = () => LinkAccess.UserOf(security, options),
            FirstDelay = FirstWait,
            LongestDelay = options.LongestReconnectWait,
        });
    }

    /// <summary>Follows the PLC until the link breaks. What goes wrong on a link that stands is tried again on it, from the beginning.</summary>
    /// <returns>The watch, when it may go on after the break.</returns>
    private async Task<HandshakeWatch?> FollowAsync(OpcUaConnection connection, HandshakeWatch? watch, CancellationToken cancellationToken)
    {
        var backoff = new ReconnectBackoff(FirstWait, options.LongestReconnectWait);
        while (await ClientAsync(connection, cancellationToken) is { } client)
        {
            var reason = "";
            try
            {
                watch ??= await HandshakeWatch.CreateAsync(connection, tags, PublishingInterval, cancellationToken);
                var session = new PlcSession(client, watch, tags, builder, orders, kicks, Report, plantClock);
                await session.StartAsync(cancellationToken);
                backoff.Reset();
                builder.Connected(true);
                ExecutionLog.PlcConnected(logger, endpoint, builder.Image.BootId, layout.WorkUnits.Count);
                Show(true, "");
                Report(true);
                await session.RunAsync(options.RereadInterval, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                reason = e.Message;
            }

            if (live.Connection.Connected)
            {
                ExecutionLog.PlcBroken(logger, endpoint, reason);
            }

            builder.Connected(false);
            Show(false, reason);
            Report(true);
            if (client.Broken.IsCompleted)
            {
                return watch;
            }

            if (watch is not null)
            {
                await watch.DisposeAsync();
                watch = null;
            }

            var wait = backoff.Next();
            ExecutionLog.PlcNotFollowed(logger, endpoint, (long)wait.TotalMilliseconds, reason);
            await Task.Delay(wait, TimeProvider.System, cancellationToken);
        }

        return watch;
    }

    private static async Task<OpcUaClient?> ClientAsync(OpcUaConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ClientAsync(cancellationToken);
        }
        catch (OpcUaException)
        {
            // Broken meanwhile: the next state tells why.
            return null;
        }
    }

    private TimeSpan PublishingInterval
    {
        get
        {
            var interval = options.PublishingInterval ?? TimeSpan.FromSeconds(PublishPlantSeconds / options.Speed);
            return interval < FastestPublishing ? FastestPublishing : interval > SlowestPublishing ? SlowestPublishing : interval;
        }
    }

    private void Kick() => kicks.Writer.TryWrite(true);

    private void Show(bool connected, string reason)
    {
        var before = live.Connection;
        var since = before.Connected == connected && before.Endpoint == endpoint ? before.Since : plantClock.GetUtcNow();
        live.Publish(new PlcConnection(connected, endpoint, since, reason));
    }

    private void Report(bool moved)
    {
        var image = builder.Image;
        live.Publish(image);
        if (moved)
        {
            owner?.Report(image);
        }
    }
}
