using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Output;
using PrecastMes.Persistence.Plans;
using PrecastMes.Persistence.Shifts;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Shifts;

namespace PrecastMes.Server.Jobs;

/// <summary>
/// Closes the shifts that have ended and are not closed, one after the other, the oldest first: thus those that ended while
/// the server was down are made up. A close is computed only when the one before it is in the read models, since they say
/// which elements are counted already.
/// </summary>
internal sealed class ShiftCloser(
    PlantCalendar calendar,
    ShiftCapacity capacity,
    IDbContextFactory<PrecastContext> contexts,
    IShiftLedger ledger,
    TimeProvider plantTime,
    TimeProvider realTime,
    ILogger<ShiftCloser> logger)
{
    /// <summary>
    /// How long after a shift's end it is closed, plant time: the line's last facts are on their way from PLC to read models.
    /// What takes longer is carried over into the next close.
    /// </summary>
    internal static readonly TimeSpan Settle = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongestWaitForRow = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollForRow = TimeSpan.FromMilliseconds(20);

    /// <summary>Closes what is due.</summary>
    /// <returns>When to come again, plant time.</returns>
    internal async Task<DateTimeOffset> CloseDueAsync(CancellationToken cancellationToken)
    {
        var zone = calendar.Zone();
        var ended = plantTime.GetUtcNow() - Settle;
        if (await ClosedUntilAsync(cancellationToken) is { } closedUntil)
        {
            foreach (var shift in ShiftClosing.EndedBetween(calendar, closedUntil, ended))
            {
                var close = await ComputeAsync(shift, zone, cancellationToken);
                if (await ledger.CloseAsync(close, cancellationToken) is { } reason)
                {
                    throw new InvalidOperationException($"The ledger refused to close shift {shift.Id}: {reason}");
                }

                await AwaitRowAsync(shift, cancellationToken);
                logger.ShiftClosed(shift.Id, close.Elements.Count, close.OutputLitres, close.ScheduledLitres, close.CapacityLitres);
            }
        }

        var next = ShiftClosing.NextToEnd(calendar, ended);
        return next is null ? plantTime.GetUtcNow() + TimeSpan.FromDays(1) : next.End + Settle;
    }

    /// <summary>Shifts that ended by then need no close; null when there is nothing to close for yet.</summary>
    private async Task<DateTimeOffset?> ClosedUntilAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.LastShiftCloseAsync(cancellationToken) is { } last)
        {
            return last.EndAt;
        }

        // Before the first order there is nothing that a close could say.
        return await context.Projects.MinAsync(p => (DateTimeOffset?)p.ImportedAt, cancellationToken);
    }

    private async Task<ShiftCloseRecord> ComputeAsync(ShiftInstance shift, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var previousEnd = ShiftClosing.EndOfPrevious(calendar, shift);
        return ShiftClosing.Close(
            shift,
            previousEnd,
            await context.UnclosedOutputAsync(zone, shift.End, cancellationToken),
            await context.ScheduledBetweenAsync(zone, previousEnd, shift.End, cancellationToken),
            (await context.PlanInForceAsync(cancellationToken))?.Id,
            capacity,
            plantTime.GetUtcNow());
    }

    private async Task AwaitRowAsync(ShiftInstance shift, CancellationToken cancellationToken)
    {
        var began = realTime.GetTimestamp();
        while (true)
        {
            await using (var context = await contexts.CreateDbContextAsync(cancellationToken))
            {
                if (await context.ShiftCloses.AnyAsync(c => c.ShiftId == shift.Id, cancellationToken))
                {
                    return;
                }
            }

            if (realTime.GetElapsedTime(began) > LongestWaitForRow)
            {
                throw new TimeoutException(
                    $"Shift {shift.Id} was closed, but its close did not reach the read models within {LongestWaitForRow.TotalSeconds} s. "
                    + "Maybe the projections are behind.");
            }

            await Task.Delay(PollForRow, realTime, cancellationToken);
        }
    }
}
