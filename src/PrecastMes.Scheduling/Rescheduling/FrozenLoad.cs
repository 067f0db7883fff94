using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>A load of a plan in force with its times in seconds from now, negative for the past; a disturbance may only push them.</summary>
internal sealed class FrozenLoad
{
    private readonly PlannedLoad _planned;
    private readonly int[] _operation;

    public FrozenLoad(PlantModel model, LineModel line, PlannedLoad planned)
    {
        _planned = planned;
        Line = line;
        _operation = new int[line.Steps.Length];
        Arrive = new int[line.Steps.Length];
        Start = new int[line.Steps.Length];
        End = new int[line.Steps.Length];
        Leave = new int[line.Steps.Length];
        Work = new int[line.Steps.Length];
        Gang = new int[line.Steps.Length];
        for (var step = 0; step < line.Steps.Length; step++)
        {
            var code = line.Steps[step].Station.Operation;
            _operation[step] = planned.Operations.ToList().FindIndex(o => o.Operation == code);
            var operation = planned.Operations[_operation[step]];
            Arrive[step] = model.Second(operation.Arrive);
            Start[step] = model.Second(operation.Start);
            End[step] = model.Second(operation.End);
            Leave[step] = model.Second(operation.Leave);
            Work[step] = operation.WorkSeconds;
            Gang[step] = (operation.Gang ?? 0) - 1;
        }

        Release = model.Second(planned.MouldsFrom);
        Batch = model.Second(planned.Batch.Start);
        StoreStart = model.Second(planned.Curing.StoreStart);
        CureStart = model.Second(planned.Curing.Start);
        CureEnd = model.Second(planned.Curing.End);
        RetrieveStart = model.Second(planned.Curing.RetrieveStart);
        RetrieveEnd = model.Second(planned.Curing.RetrieveEnd);
        StoreSeconds = CureStart - StoreStart;
        CureSeconds = CureEnd - CureStart;
        RetrieveSeconds = RetrieveEnd - RetrieveStart;
    }

    public PlannedLoad Planned => _planned;

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

    /// <summary>The load as it was handed in when nothing was pushed, else with its new times.</summary>
    public PlannedLoad Write(PlantModel model)
    {
        if (!IsPushed)
        {
            return _planned;
        }

        var operations = _planned.Operations.ToArray();
        for (var step = 0; step < Start.Length; step++)
        {
            operations[_operation[step]] = operations[_operation[step]] with
            {
                Arrive = model.Instant(Arrive[step]),
                Start = model.Instant(Start[step]),
                End = model.Instant(End[step]),
                Leave = model.Instant(Leave[step]),
            };
        }

        Array.Sort(operations, (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        return _planned with
        {
            MouldsFrom = model.Instant(Release),
            MouldsUntil = model.Instant(End[Line.StripStep]),
            PalletUntil = Line.Loop is null ? null : model.Instant(Leave[Line.FinishingFrom - 1]),
            Operations = operations,
            Curing = _planned.Curing with
            {
                StoreStart = model.Instant(StoreStart),
                Start = model.Instant(CureStart),
                End = model.Instant(CureEnd),
                RetrieveStart = model.Instant(RetrieveStart),
                RetrieveEnd = model.Instant(RetrieveEnd),
            },
            FinishAt = model.Instant(End[Line.FinalStep >= Line.FinishingFrom ? Line.FinalStep : Line.LiftStep]),
            Batch = _planned.Batch with { Start = model.Instant(Batch), End = model.Instant(Batch + Line.BatchSeconds) },
        };
    }

    private int Later(int before, int after)
    {
        IsPushed |= after > before;
        return Math.Max(before, after);
    }
}
