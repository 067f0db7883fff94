using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>
/// When concrete may be mixed for a line: the batch lies in one stretch of the mixer's working time, and casting and the work on the fresh
/// concrete behind it begin without waiting, each in the working time of its station or crew, for concrete that is cast and left until
/// the next morning can't be screeded any more.
/// </summary>
internal sealed class ConcreteWindow(ResourceCalendars calendars, LineModel line)
{
    /// <summary>What <see cref="WaitsFor"/> gives for the mixer; else it is a step.</summary>
    public const int TheMixer = -1;

    private const int None = int.MinValue;

    private readonly WorkCalendar _mixer = calendars.Mixers[line.Mixer];
    private readonly WorkCalendar[] _steps = calendars.Steps[line.Index];
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

    /// <summary>Whether the whole sequence of a load with these work times fits into some shift from a second on.</summary>
    public bool FitsSomewhere(int from, int[] work) => FitsSomewhere(from, work, _lastWet);

    /// <summary>Whether mixing and casting alone do.</summary>
    public bool CastsSomewhere(int from, int[] work) => FitsSomewhere(from, work, line.CastStep);

    /// <summary>
    /// Whose working time a batch that begins at <paramref name="batch"/> had to wait for: the mixer or a step that would have been waited
    /// for a second earlier.
    /// </summary>
    public int WaitsFor(int batch, int[] work)
    {
        var before = batch - 1;
        if (!_mixer.IsWork(before) || before + line.BatchSeconds > _mixer.EndOf(_mixer.IndexAt(before)))
        {
            return TheMixer;
        }

        return Delay(before, work, _lastWet, 0, out var step) > 0 ? step : TheMixer;
    }

    private bool FitsSomewhere(int from, int[] work, int last)
    {
        for (var window = _mixer.IndexAt(from); window < _mixer.Count; window++)
        {
            if (First(Math.Max(from, _mixer.StartOf(window)), window, work, last) != None)
            {
                return true;
            }
        }

        return false;
    }

    private int EarliestBatch(int now, int[] work)
    {
        for (var window = _mixer.IndexAt(now); ; window++)
        {
            var opens = _mixer.StartOf(window);
            var from = Math.Max(now, opens);
            var batch = First(from, window, work, _lastWet);

            // A shift too short for the whole sequence is used for casting alone rather than never.
            if (batch == None && (from == opens || First(opens, window, work, _lastWet) == None))
            {
                batch = First(from, window, work, line.CastStep);
            }

            if (batch != None)
            {
                return batch;
            }
        }
    }

    /// <summary>The first begin in a window of the mixer from which nothing up to <paramref name="last"/> waits, or <see cref="None"/>; seconds before the plan are negative.</summary>
    private int First(int from, int window, int[] work, int last)
    {
        var latest = _mixer.EndOf(window) - line.BatchSeconds;
        while (from <= latest)
        {
            var delay = Delay(from, work, last, latest - from, out _);
            if (delay == 0)
            {
                return from;
            }

            from += delay;
        }

        return None;
    }

    /// <summary>By how much the batch has to begin later for the first step that would wait; when by more than <paramref name="most"/>, then one second more than that.</summary>
    private int Delay(int from, int[] work, int last, int most, out int step)
    {
        var time = from + line.BatchSeconds;
        for (step = line.CastStep; step <= last; step++)
        {
            var kind = line.Steps[step].Kind;
            if (kind == OperationKind.Interruptible && step != line.CastStep)
            {
                break;
            }

            var begin = _steps[step].EarliestBegin(kind, time, work[step], time + most);
            if (begin > time)
            {
                return begin == int.MaxValue ? most + 1 : begin - time;
            }

            time += work[step] + _transfer;
        }

        return 0;
    }
}
