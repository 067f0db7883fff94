using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Live;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.Production.Lines;

namespace PrecastMes.Execution.Plc;

/// <summary>The PLC over OPC UA: connects, hands the session its orders, and connects again when it broke.</summary>
public sealed class OpcUaPlcLink(
    TagMap map, PlantLayout layout, ExecutionOptions options, LiveLine live, TimeProvider plantClock, ILogger<OpcUaPlcLink> logger)
    : BackgroundService, IPlcLink
{
    private const double PublishPlantSeconds = 2;
    private static readonly TimeSpan FastestPublishing = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan SlowestPublishing = TimeSpan.FromMilliseconds(200);

    private readonly LinkOrders orders = new();
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
        orders.Drive(fence, outstanding);
        Kick();
    }

    /// <inheritdoc/>
    public void Issue(CommandIssued command)
    {
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
        var delay = new ReconnectDelay(options.LongestReconnectWait, new Random(Environment.ProcessId));
        Show(false, "");
        while (!stoppingToken.IsCancellationRequested)
        {
            var reason = await ConnectAndFollowAsync(delay, stoppingToken);
            if (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            var wait = delay.Next();
            if (live.Connection.Connected)
            {
                ExecutionLog.PlcBroken(logger, endpoint, reason);
            }
            else
            {
                ExecutionLog.PlcNotThere(logger, endpoint, (long)wait.TotalMilliseconds, reason);
            }

            builder.Connected(false);
            Show(false, reason);
            Report(true);
            await Task.Delay(wait, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One connection from beginning to end; what ended it comes back as the reason.</summary>
    private async Task<string> ConnectAndFollowAsync(ReconnectDelay delay, CancellationToken cancellationToken)
    {
        try
        {
            var access = LinkAccess.Of(options.PlcSecurity ?? map.Security, options);
            await using var client = await OpcUaClient.ConnectAsync(
                new OpcUaClientOptions
                {
                    EndpointUrl = endpoint,
                    Policy = access.Policy,
                    SecurityMode = access.Mode,
                    User = access.User,
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
                cancellationToken);
            var tags = new TagTable(map, layout, client.NamespaceIndex);
            var session = new PlcSession(client, tags, builder, orders, kicks, Report, plantClock);
            await session.StartAsync(PublishingInterval, CheckItems, cancellationToken);
            delay.Reset();
            builder.Connected(true);
            ExecutionLog.PlcConnected(logger, endpoint, builder.Image.BootId, layout.WorkUnits.Count);
            Show(true, "");
            Report(true);
            await session.RunAsync(options.RereadInterval, cancellationToken);
            return "";
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return e.Message;
        }
        catch (OperationCanceledException)
        {
            return "the host stops";
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

    private static void CheckItems(IReadOnlyList<StatusCode> answers, IReadOnlyList<MonitoredItemRequest> items)
    {
        var missing = items.Where((_, i) => answers[i].IsBad).Select(i => i.NodeId.ToString()).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"The PLC has {missing.Count} of {items.Count} signals not, first {string.Join(", ", missing.Take(5))}; maybe tags.yaml is for another PLC.");
        }
    }

    private void Kick() => kicks.Writer.TryWrite(true);

    private void Show(bool connected, string reason) => live.Publish(new PlcConnection(connected, endpoint, plantClock.GetUtcNow(), reason));

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
