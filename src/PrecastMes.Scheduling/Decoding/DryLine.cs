using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>
/// The stations behind the chamber, which new loads share with released ones. Nothing but the pallet before it can hold a pallet up there, so
/// its whole way is known when it leaves the chamber: a new load is let in before a released one only if it is gone everywhere in time.
/// </summary>
internal sealed class DryLine(Decoder decoder, LineModel line)
{
    private readonly List<DryPath> _released = decoder.Model.Occupation.Dry[line.Index];
    private readonly WorkCalendar[] _calendars = decoder.Model.Calendars.Steps[line.Index];
    private readonly int _count = line.FinishingFrom - line.FirstDryStep;
    private readonly int[] _leave = new int[line.FinishingFrom - line.FirstDryStep];
    private readonly int[] _lastLeave = new int[line.FinishingFrom - line.FirstDryStep];
    private int _passed;

    /// <summary>Before the first load.</summary>
    public void Reset()
    {
        _passed = 0;
        Array.Fill(_lastLeave, int.MinValue);
        foreach (var path in _released)
        {
            foreach (var time in path.Leave)
            {
                if (time > 0)
                {
                    decoder.Events.Add(time, EventKind.Wake, line.Index, 0);
                }
            }
        }
    }

    /// <summary>Passes the state to or from a tape.</summary>
    public void Pass(StateTape tape)
    {
        tape.Pass(ref _passed);
        tape.Pass(_lastLeave);
    }

    /// <summary>Whether no released load stands at a station, given by its step, or moves to it.</summary>
    public bool IsClear(int now, int step)
    {
        // Released loads pass each station in one order, so those before are over for good.
        var station = step - line.FirstDryStep;
        for (var i = Math.Max(0, _passed - _count); i < _released.Count && _released[i].Approach[station] <= now; i++)
        {
            if (_released[i].Leave[station] > now)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lets a load in that leaves the chamber now, unless it would hold up a released one.</summary>
    public bool TryEnter(int now, Load load)
    {
        while (_passed < _released.Count && _released[_passed].Approach[0] <= now)
        {
            var gone = _released[_passed++].Leave;
            for (var i = 0; i < _count; i++)
            {
                _lastLeave[i] = Math.Max(_lastLeave[i], gone[i]);
            }
        }

        var transfer = line.Loop!.TransferSeconds;
        var arrive = now + line.Loop.Chamber.RetrieveSeconds;
        for (var i = 0; i < _count; i++)
        {
            var step = line.FirstDryStep + i;
            _calendars[step].Lay(line.Steps[step].Kind, arrive, load.Work[step], decoder.Model.Occupation.Down[line.Index][step], out _, out var end);
            _leave[i] = (i + 1 < _count ? Math.Max(end, _lastLeave[i + 1]) : end) + transfer;
            if (_passed < _released.Count && _leave[i] > _released[_passed].Approach[i])
            {
                return false;
            }

            arrive = _leave[i];
        }

        _leave.CopyTo(_lastLeave, 0);
        return true;
    }
}
