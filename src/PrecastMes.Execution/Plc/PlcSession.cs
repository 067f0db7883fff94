using System.Threading.Channels;
using PrecastMes.Execution.Lines;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.Production.Curing;

namespace PrecastMes.Execution.Plc;

/// <summary>
/// One connection to the PLC from its start to its break: reads the whole handshake, follows it, writes what is due. Whatever
/// goes wrong ends it by an exception; the next connection starts from the beginning.
/// </summary>
internal sealed class PlcSession(
    OpcUaClient client, TagTable tags, PlcImageBuilder builder, LinkOrders orders, Channel<bool> kicks, Action<bool> report, TimeProvider plantClock)
{
    private const int ReadAtOnce = 500;
    private static readonly TimeSpan AliveInterval = TimeSpan.FromSeconds(1);
    private uint alive;

    public async Task StartAsync(TimeSpan publishingInterval, Action<IReadOnlyList<StatusCode>, IReadOnlyList<MonitoredItemRequest>> check, CancellationToken cancellationToken)
    {
        // Subscribe before reading, so that nothing can change unseen in between; what comes twice are levels.
        Subscription = await client.SubscribeAsync(
            new SubscriptionOptions { PublishingInterval = publishingInterval, KeepAliveCount = 20, LifetimeCount = 1200 }, cancellationToken);
        List<MonitoredItemRequest> items = [.. WatchedItems()];
        check([.. (await Subscription.AddAsync(items, cancellationToken)).Select(item => item.Status)], items);
        await RereadAsync(cancellationToken);
        orders.CompareAnew(connected: true);
    }

    public Subscription? Subscription { get; private set; }

    /// <summary>Follows the PLC until the connection breaks or the host stops; always ends by an exception.</summary>
    public async Task RunAsync(TimeSpan rereadInterval, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops = [WatchAsync(stop.Token), WriteAsync(stop.Token), KeepAsync(rereadInterval, stop.Token)];
        var broken = client.Broken;
        var first = await Task.WhenAny([.. loops, broken]);
        await stop.CancelAsync();
        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == broken)
        {
            throw await broken;
        }

        await first;
        throw new InvalidOperationException("The connection to the PLC ended without a reason.");
    }

    private IEnumerable<MonitoredItemRequest> WatchedItems()
    {
        UnitSignal[] watched = [UnitSignal.AckSeq, UnitSignal.ResultSeq, UnitSignal.State, UnitSignal.Progress, UnitSignal.Fault, UnitSignal.PalletId];
        foreach (var unit in tags.Units)
        {
            foreach (var signal in watched)
            {
                yield return new MonitoredItemRequest(tags.Node(unit, signal), new WatchedUnit(unit, signal)) { SamplingInterval = TimeSpan.Zero };
            }
        }

        foreach (var place in tags.Places)
        {
            foreach (var signal in TagTable.PlaceBlock)
            {
                yield return new MonitoredItemRequest(tags.Node(place, signal.ToString()), new WatchedPlace(place, signal));
            }
        }

        foreach (var signal in TagTable.PlantSignals)
        {
            yield return new MonitoredItemRequest(tags.Plant(signal), new WatchedPlant(signal));
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var changes = Subscription!.Notifications;
        var results = new SortedSet<string>(StringComparer.Ordinal);
        while (await changes.WaitToReadAsync(cancellationToken))
        {
            var moved = false;
            while (changes.TryRead(out var change))
            {
                moved |= Take(change, results);
            }

            if (results.Count > 0)
            {
                await ReadUnitsAsync([.. results], cancellationToken);
                results.Clear();
                moved = true;
            }

            report(moved);
        }

        throw new InvalidOperationException("The subscription ended.");
    }

    private bool Take(Notification change, SortedSet<string> results)
    {
        if (change.Gap is { } gap)
        {
            // The next connection reads the whole handshake.
            throw new OpcUaException(StatusCodes.BadNoData, gap.Reason);
        }

        if (change.Value.Status.IsBad)
        {
            throw new OpcUaException(change.Value.Status, $"{change.Tag} became bad.");
        }

        switch (change.Tag)
        {
            case WatchedUnit unit:
                var (moved, readBlock) = builder.Change(unit.Unit, unit.Signal, change.Value.Value);
                if (readBlock)
                {
                    results.Add(unit.Unit);
                }

                return moved;
            case WatchedPlace place:
                return builder.Change(place.Place, place.Signal, change.Value.Value);
            case WatchedPlant plant:
                return builder.Plant(plant.Signal, change.Value.Value);
            default:
                return false;
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        do
        {
            while (kicks.Reader.TryRead(out _))
            {
                // One round serves all that was asked until now.
            }

            await WriteShiftAsync(cancellationToken);
            await WriteCommandsAsync(cancellationToken);
            await ReadCurvesAsync(cancellationToken);
        }
        while (await kicks.Reader.WaitToReadAsync(cancellationToken));
    }

    private async Task WriteShiftAsync(CancellationToken cancellationToken)
    {
        if (orders.DueShift() is { } level)
        {
            await WriteAllAsync([(tags.Node("Mes", "ShiftActive"), level)], cancellationToken);
            orders.ShiftWritten(level);
        }
    }

    private async Task WriteCommandsAsync(CancellationToken cancellationToken)
    {
        var due = orders.DueCommands(builder.Image);
        if (due.Count == 0)
        {
            return;
        }

        // No server promises that several nodes change at once: the number, which the PLC watches, goes last, alone.
        var fence = orders.Fence;
        await WriteAllAsync([.. due.SelectMany(c => Data(c, fence))], cancellationToken);
        await WriteAllAsync([.. due.Select(c => (tags.Node(c.Unit, "Cmd.Seq"), (Variant)c.UnitSeq))], cancellationToken);
        orders.Written(due);
    }

    private IEnumerable<(NodeId Node, Variant Value)> Data(CommandIssued command, uint fence)
    {
        var unit = command.Unit;
        yield return (tags.Node(unit, "Cmd.Id"), command.CommandId);
        yield return (tags.Node(unit, "Cmd.Code"), (ushort)command.Code);
        yield return (tags.Node(unit, "Cmd.Operation"), command.Operation);
        yield return (tags.Node(unit, "Cmd.Load"), command.LoadId);
        yield return (tags.Node(unit, "Cmd.Carrier"), command.Carrier);
        yield return (tags.Node(unit, "Cmd.Source"), command.Source);
        yield return (tags.Node(unit, "Cmd.Target"), command.Target);
        yield return (tags.Node(unit, "Cmd.WorkSeconds"), command.WorkSeconds);
        yield return (tags.Node(unit, "Cmd.Interruptible"), command.Interruptible);
        yield return (tags.Node(unit, "Cmd.Recipe"), command.Recipe);
        yield return (tags.Node(unit, "Cmd.Quantity"), command.QuantityLitres);

        // The epoch of who writes now, also for a command that a forerunner journalled.
        yield return (tags.Node(unit, "Cmd.Fence"), fence);
    }

    private async Task ReadCurvesAsync(CancellationToken cancellationToken)
    {
        var asked = orders.TakeCurves();
        foreach (var place in asked)
        {
            var values = await ReadAllAsync(
                [tags.Node(place, "StoredAt"), tags.Node(place, "CurveIntervalS"), tags.Node(place, "Curve")], cancellationToken);
            if (values[0].Value.TryGet<DateTime>(out var storedAt)
                && values[1].Value.ToInt64() is { } interval and > 0
                && values[2].Value.TryGet<short[]>(out var temps))
            {
                var curve = new CuringCurve(new DateTimeOffset(DateTime.SpecifyKind(storedAt, DateTimeKind.Utc)), (int)interval, temps!);
                builder.Curve(place, curve, plantClock.GetUtcNow());
            }
        }

        if (asked.Count > 0)
        {
            report(true);
        }
    }

    private async Task KeepAsync(TimeSpan rereadInterval, CancellationToken cancellationToken)
    {
        var sinceReread = TimeSpan.Zero;
        while (true)
        {
            await Task.Delay(AliveInterval, TimeProvider.System, cancellationToken);
            await WriteAllAsync([(tags.Node("Mes", "Alive"), ++alive)], cancellationToken);
            sinceReread += AliveInterval;
            if (sinceReread >= rereadInterval)
            {
                sinceReread = TimeSpan.Zero;
                await RereadAsync(cancellationToken);
                orders.CompareAnew(connected: false);
                kicks.Writer.TryWrite(true);
                report(true);
            }
        }
    }

    private async Task RereadAsync(CancellationToken cancellationToken)
    {
        await ReadUnitsAsync(tags.Units, cancellationToken);
        var values = await ReadAllAsync(
            [.. tags.Places.SelectMany(p => TagTable.PlaceBlock.Select(s => tags.Node(p, s.ToString()))), .. TagTable.PlantSignals.Select(tags.Plant)],
            cancellationToken);
        for (var i = 0; i < tags.Places.Count; i++)
        {
            builder.Place(tags.Places[i], values.AsSpan(i * TagTable.PlaceBlock.Length, TagTable.PlaceBlock.Length));
        }

        for (var i = 0; i < TagTable.PlantSignals.Count; i++)
        {
            builder.Plant(TagTable.PlantSignals[i], values[^(TagTable.PlantSignals.Count - i)].Value);
        }
    }

    private async Task ReadUnitsAsync(IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        var values = await ReadAllAsync([.. units.SelectMany(u => TagTable.Block.Select(s => tags.Node(u, s)))], cancellationToken);
        for (var i = 0; i < units.Count; i++)
        {
            builder.Unit(units[i], values.AsSpan(i * TagTable.Block.Length, TagTable.Block.Length));
        }
    }

    private async Task<DataValue[]> ReadAllAsync(IReadOnlyList<NodeId> nodes, CancellationToken cancellationToken)
    {
        var values = new List<DataValue>(nodes.Count);
        foreach (var chunk in nodes.Chunk(ReadAtOnce))
        {
            values.AddRange(await client.ReadAsync(chunk, cancellationToken));
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Status.IsBad)
            {
                throw new OpcUaException(values[i].Status, $"Reading {nodes[i]} failed.");
            }
        }

        return [.. values];
    }

    private async Task WriteAllAsync(IReadOnlyList<(NodeId Node, Variant Value)> values, CancellationToken cancellationToken)
    {
        var answers = await client.WriteAsync(values, cancellationToken);
        for (var i = 0; i < answers.Length; i++)
        {
            if (!answers[i].IsGood)
            {
                throw new OpcUaException(answers[i], $"Writing {values[i].Node} failed.");
            }
        }
    }
}
