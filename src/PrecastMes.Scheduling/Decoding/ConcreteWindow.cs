using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>
/// When concrete may be mixed for a line: mixing, casting and the work on the fresh concrete behind it begin in one stretch
/// of staffed time, for concrete that is cast and left until the next morning can't be screeded any more.
/// </summary>
internal sealed class ConcreteWindow(WorkCalendar calendar, LineModel line)
{
    private readonly int _transfer = line.Loop?.TransferSeconds ?? 0;
    private readonly int _lastWet = line.Loop is null ? line.CastStep : line.FirstDryStep - 1;

    /// <summary>
    /// The first second, <paramref name="now"/> or later, at which the batch of a load with these work times may begin, its casting
    /// clear of <paramref name="down"/>.
    /// </summary>
    public int EarliestBatch(int now, int[] work, Reservations down)
    {
        while (true)
        {
            var batch = EarliestBatch(now, work);
            var cast = batch + line.BatchSeconds;
            var clear = down.FreeFrom(cast, cast + work[line.CastStep]);
            if (clear == cast)
            {
                return batch;
            }

            now = clear - line.BatchSeconds;
        }
    }

    /// <summary>Whether the whole sequence of a load with these work times fits into some shift of the calendar.</summary>
    public bool FitsSomewhere(int[] work)
    {
        for (var window = calendar.IndexAt(0); window < calendar.Count; window++)
        {
            if (Fits(Math.Max(0, calendar.StartOf(window)), work, window, _lastWet))
            {
                return true;
            }
        }

        return false;
    }

    private int EarliestBatch(int now, int[] work)
    {
        for (var window = calendar.IndexAt(now); ; window++)
        {
            var opens = calendar.StartOf(window);
            var from = Math.Max(now, opens);

            // A shift too short for the whole sequence is used for casting alone rather than never.
            var last = Fits(opens, work, window, _lastWet) ? _lastWet : line.CastStep;
            if (Fits(from, work, window, last))
            {
                return from;
            }
        }
    }

    private bool Fits(int from, int[] work, int window, int last)
    {
        var end = calendar.EndOf(window);
        var limit = calendar.LimitOf(window);
        var time = from + line.BatchSeconds;
        for (var step = line.CastStep; step <= last; step++)
        {
            var kind = line.Steps[step].Kind;
            if (kind == OperationKind.Interruptible && step != line.CastStep)
            {
                break;
            }

            if (kind != OperationKind.Clock && (time >= end || (kind == OperationKind.NonInterruptible && time + work[step] > limit)))
            {
                return false;
            }

            time += work[step] + _transfer;
        }

        return true;
    }
}
