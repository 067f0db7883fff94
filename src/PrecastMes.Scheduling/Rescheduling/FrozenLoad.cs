using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A load of a plan in force with its times in seconds from now, negative for the past; a disturbance may only push them.</summary>
internal sealed class FrozenLoad
{
    private readonly PlantModel _model;
    private readonly int[] _operation;

    /// <param name="model">The plant from now on.</param>
    /// <param name="line">Its line.</param>
    /// <param name="planned">As planned.</param>
    /// <param name="number">Its place among the loads by start.</param>
    public FrozenLoad(PlantModel model, LineModel line, PlannedLoad planned, int number)
    {
        _model = model;
        Planned = planned;
        Number = number;
        Line = line;
        var steps = line.Steps.Length;
        Before = new Forerunners(steps);
        _operation = new int[steps];
        Arrive = new int[steps];
        Start = new int[steps];
        End = new int[steps];
        Leave = new int[steps];
        Work = new int[steps];
        Gang = new int[steps];
        for (var step = 0; step < steps; step++)
        {
            var code = line.Steps[step].Station.Operation;
            for (var i = 0; i < planned.Operations.Count; i++)
            {
                if (planned.Operations[i].Operation == code)
                {
                    _operation[step] = i;
                }
            }
        }

        Reset();
        StoreSeconds = CureStart - StoreStart;
        CureSeconds = CureEnd - CureStart;
        RetrieveSeconds = RetrieveEnd - RetrieveStart;
    }

    public PlannedLoad Planned { get; }

    /// <summary>Its place among the loads by start.</summary>
    public int Number { get; }

    /// <summary>Who comes before it.</summary>
    public Forerunners Before { get; }

    public LineModel Line { get; }

    /// <summary>By step.</summary>
    public int[] Arrive { get; }

    public int[] Start { get; }

    public int[] End { get; }

    public int[] Leave { get; }

    public int[] Work { get; }

    /// <summary>From 0; -1 without crew.</summary>
    public int[] Gang { get; }

    public int StoreSeconds { get; }

    public int CureSeconds { get; }

    public int RetrieveSeconds { get; }

    public int Release { get; private set; }

    public int Batch { get; private set; }

    public int StoreStart { get; private set; }

    public int CureStart { get; private set; }

    public int CureEnd { get; private set; }

    public int RetrieveStart { get; private set; }

    public int RetrieveEnd { get; private set; }

    /// <summary>Whether anything was pushed.</summary>
    public bool IsPushed { get; private set; }

    /// <summary>When it may be mixed for but for the mixer: planned, or since it was pushed to its casting place later.</summary>
    public int WantsBatch { get; set; }

    /// <summary>Back to the plan.</summary>
    public void Reset()
    {
        for (var step = 0; step < _operation.Length; step++)
        {
            var operation = Planned.Operations[_operation[step]];
            Arrive[step] = _model.Second(operation.Arrive);
            Start[step] = _model.Second(operation.Start);
            End[step] = _model.Second(operation.End);
            Leave[step] = _model.Second(operation.Leave);
            Work[step] = operation.WorkSeconds;
            Gang[step] = (operation.Gang ?? 0) - 1;
        }

        Release = _model.Second(Planned.MouldsFrom);
        Batch = WantsBatch = _model.Second(Planned.Batch.Start);
        StoreStart = _model.Second(Planned.Curing.StoreStart);
        CureStart = _model.Second(Planned.Curing.Start);
        CureEnd = _model.Second(Planned.Curing.End);
        RetrieveStart = _model.Second(Planned.Curing.RetrieveStart);
        RetrieveEnd = _model.Second(Planned.Curing.RetrieveEnd);
        IsPushed = false;
        Version = 0;
    }

    public void PushRelease(int second) => Release = Later(Release, second);

    public void PushBatch(int second) => Batch = Later(Batch, second);

    public void PushStore(int second)
    {
        StoreStart = Later(StoreStart, second);
        PushCure(StoreStart + StoreSeconds);
    }

    public void PushCure(int second)
    {
        CureStart = Later(CureStart, second);
        CureEnd = Later(CureEnd, CureStart + CureSeconds);
        if (Line.Loop is null)
        {
            StoreStart = CureStart;
            RetrieveStart = RetrieveEnd = CureEnd;
        }
    }

    public void PushRetrieve(int second)
    {
        RetrieveStart = Later(RetrieveStart, second);
        RetrieveEnd = Later(RetrieveEnd, RetrieveStart + RetrieveSeconds);
    }

    /// <summary>Raises an entry of <see cref="Arrive"/>, <see cref="Start"/>, <see cref="End"/> or <see cref="Leave"/>.</summary>
    public void Push(int[] times, int step, int second) => times[step] = Later(times[step], second);

    /// <summary>Counts the pushes since <see cref="Reset"/>.</summary>
    public int Version { get; private set; }

    /// <summary>The load as it was handed in when nothing was pushed, else with its new times.</summary>
    public PlannedLoad Write()
    {
        if (!IsPushed)
        {
            return Planned;
        }

        var operations = Planned.Operations.ToArray();
        for (var step = 0; step < Start.Length; step++)
        {
            operations[_operation[step]] = operations[_operation[step]] with
            {
                Arrive = _model.Instant(Arrive[step]),
                Start = _model.Instant(Start[step]),
                End = _model.Instant(End[step]),
                Leave = _model.Instant(Leave[step]),
            };
        }

        Array.Sort(operations, (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        return Planned with
        {
            MouldsFrom = _model.Instant(Release),
            MouldsUntil = _model.Instant(End[Line.StripStep]),
            PalletUntil = Line.Loop is null ? null : _model.Instant(Leave[Line.FinishingFrom - 1]),
            Operations = operations,
            Curing = Planned.Curing with
            {
                StoreStart = _model.Instant(StoreStart),
                Start = _model.Instant(CureStart),
                End = _model.Instant(CureEnd),
                RetrieveStart = _model.Instant(RetrieveStart),
                RetrieveEnd = _model.Instant(RetrieveEnd),
            },
            FinishAt = _model.Instant(End[Line.FinalStep >= Line.FinishingFrom ? Line.FinalStep : Line.LiftStep]),
            Batch = Planned.Batch with { Start = _model.Instant(Batch), End = _model.Instant(Batch + Line.BatchSeconds) },
        };
    }

    private int Later(int before, int after)
    {
        if (after <= before)
        {
            return before;
        }

        IsPushed = true;
        Version++;
        return after;
    }
}
