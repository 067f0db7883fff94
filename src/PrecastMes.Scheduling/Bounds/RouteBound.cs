using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Bounds;

/// <summary>
/// Least times along a line's route: each step with the least work of any element it stands for, on an otherwise empty line.
/// Each step lies in the working time of its station or crew, the batch in the mixer's. Every function of time here is monotone, so starting as early as possible is exact for a chain of cycles.
/// </summary>
internal sealed class RouteBound
{
    private readonly WorkCalendar[] _calendars;
    private readonly WorkCalendar _mixer;
    private readonly LineModel _line;
    private readonly int[] _work;
    private readonly int _cure;

    /// <summary>The route of a single element, or of the least demanding of several.</summary>
    public RouteBound(PlantModel model, LineModel line, IEnumerable<ElementModel> elements)
    {
        _calendars = model.Calendars.Steps[line.Index];
        _mixer = model.Calendars.Mixers[line.Mixer];
        _line = line;
        _work = new int[line.Steps.Length];
        Array.Fill(_work, int.MaxValue);
        _cure = int.MaxValue;
        foreach (var element in elements)
        {
            _cure = Math.Min(_cure, element.CureSeconds);
            for (var step = 0; step < _work.Length; step++)
            {
                _work[step] = Math.Min(_work[step], line.Steps[step].Station.WorkSeconds(element.Element.FamilyCode, 1));
            }
        }
    }

    /// <summary>The route of a load whose work is known.</summary>
    /// <param name="calendars">Working times.</param>
    /// <param name="line">The line.</param>
    /// <param name="work">Work by step, seconds.</param>
    /// <param name="cure">Curing, seconds.</param>
    public RouteBound(ResourceCalendars calendars, LineModel line, int[] work, int cure)
    {
        _calendars = calendars.Steps[line.Index];
        _mixer = calendars.Mixers[line.Mixer];
        _line = line;
        _work = work;
        _cure = cure;
    }

    /// <summary>Least work at a step, seconds.</summary>
    public int Work(int step) => _work[step];

    /// <summary>Earliest arrival at a step of a load whose way begins at <paramref name="from"/>.</summary>
    public int ArrivalAt(int step, int from)
    {
        var time = from + Transfer;
        for (var before = 0; before < step; before++)
        {
            time = Next(before, EndOf(before, time));
        }

        return time;
    }

    /// <summary>Earliest end of a step for a load that arrives there at <paramref name="arrival"/>.</summary>
    public int EndOf(int step, int arrival)
    {
        if (step == _line.CastStep)
        {
            arrival = _mixer.EarliestWithin(arrival, _line.BatchSeconds) + _line.BatchSeconds;
        }

        return _line.Steps[step].Kind switch
        {
            OperationKind.Interruptible => _calendars[step].Advance(arrival, _work[step]),
            OperationKind.NonInterruptible when _work[step] > 0 => _calendars[step].EarliestWhole(arrival, _work[step]) + _work[step],
            _ => arrival + _work[step],
        };
    }

    /// <summary>Earliest end of final inspection of a load that starts at <paramref name="start"/>.</summary>
    public int FinishFrom(int start) => FinishAfter(0, EndOf(0, ArrivalAt(0, start)));

    /// <summary>Earliest end of final inspection after the end of a step at <paramref name="end"/>.</summary>
    public int FinishAfter(int step, int end)
    {
        if (step >= _line.FinalStep)
        {
            return end;
        }

        var time = end;
        for (var next = step + 1; next <= _line.FinalStep; next++)
        {
            time = EndOf(next, Next(next - 1, time));

            // The elements leave the pallet at lifting; what happens to the pallet afterwards does not hold them.
            if (next == _line.LiftStep)
            {
                next = _line.FinishingFrom - 1;
            }
        }

        return time;
    }

    /// <summary>Earliest end of final inspection of a load that leaves its chamber or starts its place after curing at <paramref name="cured"/>.</summary>
    public int FinishAfterCuring(int cured)
    {
        var arrival = cured + (_line.Loop?.Chamber.RetrieveSeconds ?? 0);
        return FinishAfter(_line.FirstDryStep, EndOf(_line.FirstDryStep, arrival));
    }

    /// <summary>Arrival at the step after <paramref name="step"/>, whose work ended at <paramref name="end"/>.</summary>
    private int Next(int step, int end)
    {
        if (step == _line.FirstDryStep - 1)
        {
            var chamber = _line.Loop?.Chamber;
            return end + (chamber?.StoreSeconds ?? 0) + _cure + (chamber?.RetrieveSeconds ?? 0);
        }

        return step < _line.LiftStep ? end + Transfer : end;
    }

    private int Transfer => _line.Loop?.TransferSeconds ?? 0;
}
