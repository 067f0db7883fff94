using System.CommandLine;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;

namespace PrecastMes.Server.Cli.OpcUa;

/// <summary><c>opcua watch</c>: changes of values, or events, as they come.</summary>
internal static class WatchVerb
{
    public static Command Command()
    {
        var link = new LinkOptions();
        var nodes = new Argument<string[]>("NODE") { Description = Text.Of("opcua.watch.nodes"), Arity = ArgumentArity.OneOrMore };
        var interval = Options.Within(
            new Option<double>("--interval") { Description = Text.Of("opcua.watch.interval"), HelpName = "MS", DefaultValueFactory = _ => 500 }, 1, 3_600_000);
        var sampling = Options.Within(
            new Option<double>("--sampling") { Description = Text.Of("opcua.watch.sampling"), HelpName = "MS" }, 0, 3_600_000);
        var queue = Options.Within(
            new Option<int>("--queue") { Description = Text.Of("opcua.watch.queue"), HelpName = "N", DefaultValueFactory = _ => 10 }, 1, 100_000);
        var deadband = Options.Within(
            new Option<double>("--deadband") { Description = Text.Of("opcua.watch.deadband"), HelpName = "N", DefaultValueFactory = _ => 0 }, 0, double.MaxValue);
        var events = new Option<bool>("--events") { Description = Text.Of("opcua.watch.events") };
        var count = Options.Within(new Option<int>("--count") { Description = Text.Of("opcua.watch.count"), HelpName = "N" }, 1, int.MaxValue);
        var seconds = Options.Within(new Option<double>("--seconds") { Description = Text.Of("opcua.watch.seconds"), HelpName = "N" }, 0.1, 31_536_000);
        var command = new Command("watch", Text.Of("opcua.watch.description")) { nodes, interval, sampling, queue, deadband, events, count, seconds };
        link.AddTo(command);
        command.SetAction((parsed, cancel) => RunAsync(
            link.Read(parsed),
            new WatchRequest(
                parsed.GetRequiredValue(nodes),
                TimeSpan.FromMilliseconds(parsed.GetValue(interval)),
                parsed.GetResult(sampling) is null ? null : TimeSpan.FromMilliseconds(parsed.GetValue(sampling)),
                (uint)parsed.GetValue(queue),
                parsed.GetValue(deadband),
                parsed.GetValue(events),
                parsed.GetValue(count) is > 0 and var most ? most : null,
                parsed.GetValue(seconds) is > 0 and var time ? TimeSpan.FromSeconds(time) : null),
            parsed.GetValue(Output.Json),
            cancel));
        return command;
    }

    private static async Task<int> RunAsync(LinkTarget target, WatchRequest request, bool json, CancellationToken cancel)
    {
        // A first session tells in words what is wrong and finds the nodes; the lasting connection then keeps to their namespaces' URIs.
        await using var link = await Link.OpenAsync(target, cancel);
        var nodes = await NodeAddress.ResolveAsync(link.Client, request.Nodes, cancel);
        string[] lasting = [.. nodes.Select(node => NodeAddress.Lasting(link.Client, node))];
        await link.Client.DisposeAsync();

        await using var connection = new OpcUaConnection(new OpcUaConnectionOptions { Client = link.ClientOptions, Requests = WhileDisconnected.Wait });
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        if (request.Time is { } time)
        {
            end.CancelAfter(time);
        }

        var printer = new WatchPrinter(request.Nodes, json);
        var states = TellStatesAsync(connection, printer, end.Token);
        try
        {
            return await WatchAsync(connection, request, lasting, printer, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Watching without a count or a time ends by Ctrl+C and no other way, so that is no interruption.
            return cancel.IsCancellationRequested && (request.Count ?? (object?)request.Time) is not null ? ExitCode.Cancelled : ExitCode.Done;
        }
        finally
        {
            await end.CancelAsync();
            await states;
        }
    }

    private static async Task<int> WatchAsync(OpcUaConnection connection, WatchRequest request, string[] lasting, WatchPrinter printer, CancellationToken end)
    {
        var subscription = await connection.SubscribeAsync(new SubscriptionOptions { PublishingInterval = request.Interval }, end);
        var items = await subscription.AddAsync([.. lasting.Select((node, i) => Item(request, ExpandedNodeId.Parse(node), i))], end);
        var refused = items.Where(item => item.Status.IsBad).ToList();
        foreach (var item in refused)
        {
            printer.Refused((int)item.Request.Tag!, item.Status);
        }

        if (refused.Count == items.Count)
        {
            return ExitCode.Refused;
        }

        var left = request.Count ?? int.MaxValue;
        var types = new DataTypes(await connection.ClientAsync(end));
        await foreach (var notification in subscription.Notifications.ReadAllAsync(end))
        {
            var isValue = notification.Kind is NotificationKind.DataChange or NotificationKind.Event;
            printer.Print(notification, isValue ? await DecodeAsync(types, notification, end) : null);
            if (isValue && --left == 0)
            {
                break;
            }
        }

        return refused.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static async Task<object?> DecodeAsync(DataTypes types, Notification notification, CancellationToken end)
    {
        try
        {
            return await types.DecodeAsync(notification.Value.Value.Value, end);
        }
        catch (OpcUaException)
        {
            // The link broke while the type was asked for; the bytes are shown instead.
            return notification.Value.Value.Value;
        }
    }

    private static MonitoredItemRequest Item(WatchRequest request, ExpandedNodeId node, int index) => request.Events
        ? MonitoredItemRequest.ForEvents(node, new EventFilterBuilder(), index)
        : new MonitoredItemRequest(node, index) { SamplingInterval = request.Sampling, QueueSize = request.Queue, AbsoluteDeadband = request.Deadband };

    private static async Task TellStatesAsync(OpcUaConnection connection, WatchPrinter printer, CancellationToken end)
    {
        try
        {
            var wasConnected = false;
            await foreach (var state in connection.StatesAsync(end))
            {
                if (state.Phase == ConnectionPhase.Disconnected)
                {
                    printer.Disconnected(state);
                }
                else if (state.Phase == ConnectionPhase.Connected)
                {
                    if (wasConnected)
                    {
                        printer.ConnectedAgain();
                    }

                    wasConnected = true;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The watch is over.
        }
    }
}
