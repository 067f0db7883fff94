using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Explaining;

/// <summary>The way of the loads of a line as activities, and when each load had them.</summary>
internal sealed class Way
{
    private readonly LineModel _line;
    private readonly Schedule _schedule;
    private readonly List<Activity> _activities = [];
    private readonly int[] _work;
    private readonly int[] _arrive;
    private readonly int[] _leave;

    public Way(LineModel line, Schedule schedule)
    {
        _line = line;
        _schedule = schedule;
        _work = new int[line.Steps.Length];
        _arrive = new int[line.Steps.Length];
        _leave = new int[line.Steps.Length];
        for (var step = 0; step < line.FinishingFrom; step++)
        {
            Approach(step);
            if (step == line.CastStep)
            {
                BatchAt = Add(ActivityKind.Batch, step);
            }

            _work[step] = Add(ActivityKind.Work, step);
        }

        if (line.Loop is not null)
        {
            ReturnAt = Add(ActivityKind.Return, line.FinishingFrom - 1);
            _leave[line.FinishingFrom - 1] = ReturnAt;
        }

        for (var step = line.FinishingFrom; step < line.Steps.Length; step++)
        {
            var before = _work[step == line.FinishingFrom ? line.LiftStep : step - 1];
            _work[step] = _activities.Count;
            _activities.Add(new Activity(ActivityKind.Work, step, before));
        }
    }

    public int BatchAt { get; }

    public int StoreAt { get; private set; }

    public int RetrieveAt { get; private set; }

    public int ReturnAt { get; }

    /// <summary>The work whose end counts as finish.</summary>
    public int LastAt => _work[_line.FinalStep >= _line.FinishingFrom ? _line.FinalStep : _line.LiftStep];

    public Activity this[int activity] => _activities[activity];

    /// <summary>The work of a step.</summary>
    public int WorkAt(int step) => _work[step];

    /// <summary>The activity with whose begin a pallet holds a station.</summary>
    public int ArriveAt(int step) => _arrive[step];

    /// <summary>The activity at whose end a pallet has left a station.</summary>
    public int LeaveAt(int step) => _leave[step];

    /// <summary>When a load had an activity.</summary>
    public (int From, int To) Of(int load, int activity)
    {
        var (kind, step, _) = _activities[activity];
        var at = (load * _schedule.MaxSteps) + step;
        var transfer = _line.Loop?.TransferSeconds ?? 0;
        return kind switch
        {
            ActivityKind.Enter => (_schedule.Release[load], _schedule.Arrive[at]),
            ActivityKind.Move => (_schedule.Arrive[at] - transfer, _schedule.Arrive[at]),
            ActivityKind.Batch => (_schedule.BatchStart[load], _schedule.BatchStart[load] + _line.BatchSeconds),
            ActivityKind.Store => (_schedule.StoreStart[load], _schedule.CureStart[load]),
            ActivityKind.Cure => (_schedule.CureStart[load], _schedule.CureEnd[load]),
            ActivityKind.Retrieve => (_schedule.RetrieveStart[load], _schedule.RetrieveEnd[load]),
            ActivityKind.Return => (_schedule.Leave[at] - transfer, _schedule.Leave[at]),
            _ => (_schedule.Start[at], _schedule.End[at]),
        };
    }

    private void Approach(int step)
    {
        if (step == _line.FirstDryStep)
        {
            if (_line.Loop is not null)
            {
                StoreAt = Add(ActivityKind.Store, step - 1);
                _leave[step - 1] = StoreAt;
            }

            Add(ActivityKind.Cure, step);
            if (_line.Loop is not null)
            {
                RetrieveAt = Add(ActivityKind.Retrieve, step);
                _arrive[step] = RetrieveAt;
            }
        }
        else if (_line.Loop is not null)
        {
            _arrive[step] = Add(step == 0 ? ActivityKind.Enter : ActivityKind.Move, step);
            if (step > 0)
            {
                _leave[step - 1] = _arrive[step];
            }
        }
    }

    private int Add(ActivityKind kind, int step)
    {
        _activities.Add(new Activity(kind, step, _activities.Count - 1));
        return _activities.Count - 1;
    }
}
