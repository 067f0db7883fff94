using System.Threading.Channels;
using PrecastMes.Execution.Lines;
using PrecastMes.OpcUa;
using PrecastMes.OpcUa.Client;
using PrecastMes.Production.Curing;

namespace PrecastMes.Execution.Plc;

/// <summary>
/// One link to the PLC from its start to its break: reads the whole handshake, follows it, writes what is due. Whatever
/// goes wrong ends it by an exception; the next one starts from the beginning, on the same watch if that outlived the break.
/// </summary>
internal sealed class PlcSession(
    OpcUaClient client, HandshakeWatch watch, TagTable tags, PlcImageBuilder builder, LinkOrders orders, Channel<bool> kicks, Action<bool> report, TimeProvider plantClock)
{
    private const int LongestCurveInterval = 86_400;
    private static readonly TimeSpan AliveInterval = TimeSpan.FromSeconds(1);

    // A curve that begins later than this after now is not of this clock.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromHours(1);
    private uint alive;

    /// <summary>Before this the image is of another link, or of none.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        watch.Check();

        while (watch.Notifications.TryRead(out _))
        {
            // What waits is older than what is read now. What comes later and is older, too, is followed by what is newer.
        }

        await RereadAsync(cancellationToken);
        orders.CompareAnew(connected: true);
    }

    /// <summary>Follows the PLC until the link breaks or the host stops; always ends by an exception.</summary>
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
        throw new InvalidOperationException("The link to the PLC ended without a reason.");
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var results = new SortedSet<string>(StringComparer.Ordinal);
        while (await watch.Notifications.WaitToReadAsync(cancellationToken))
        {
            var (moved, gap) = (false, false);
            while (watch.Notifications.TryRead(out var change))
            {
                gap |= change.Kind == NotificationKind.Gap;
                moved |= change.Kind == NotificationKind.DataChange && Take(change, results);
            }

            if (gap)
            {
                // Levels only: what was missed does not matter once all is read.
                watch.Check();
                await CompareAnewAsync(cancellationToken);
            }
            else if (results.Count > 0)
            {
                await ReadUnitsAsync([.. results], cancellationToken);
                moved = true;
            }

            results.Clear();
            report(moved || gap);
        }

        throw new InvalidOperationException("The subscription ended.");
    }

    private bool Take(Notification change, SortedSet<string> results)
    {
        if (change.Value.Status.IsBad)
        {
            throw new OpcUaException(change.Value.Status, $"{change.NodeId} became bad.");
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

    private IEnumerable<(ExpandedNodeId Node, Variant Value)> Data(CommandIssued command, uint fence)
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
                && storedAt <= plantClock.GetUtcNow().UtcDateTime + ClockSlack
                && values[1].Value.ToInt64() is { } interval and > 0 and <= LongestCurveInterval
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
                await CompareAnewAsync(cancellationToken);
                report(true);
            }
        }
    }

    private async Task CompareAnewAsync(CancellationToken cancellationToken)
    {
        await RereadAsync(cancellationToken);
        orders.CompareAnew(connected: false);
        kicks.Writer.TryWrite(true);
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

    // By this link's client and not by the connection: what was decided on one link is not sent on the next.
    private async Task<DataValue[]> ReadAllAsync(IReadOnlyList<ExpandedNodeId> nodes, CancellationToken cancellationToken)
    {
        var values = await client.ReadAsync([.. nodes.Select(client.Resolve)], cancellationToken);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Status.IsBad)
            {
                throw new OpcUaException(values[i].Status, $"Reading {nodes[i]} failed.");
            }
        }

        return values;
    }

    private async Task WriteAllAsync(IReadOnlyList<(ExpandedNodeId Node, Variant Value)> values, CancellationToken cancellationToken)
    {
        var answers = await client.WriteAsync([.. values.Select(each => (client.Resolve(each.Node), each.Value))], cancellationToken);
        for (var i = 0; i < answers.Length; i++)
        {
            if (!answers[i].IsGood)
            {
                throw new OpcUaException(answers[i], $"Writing {values[i].Node} failed.");
            }
        }
    }
}
