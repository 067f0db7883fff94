using System.Runtime.InteropServices;
using PrecastMes.Production.Plants;

namespace PrecastMes.Scheduling.Decoding;

/// <summary>Times of all loads as one simulation found them, in seconds of the plan; arrays are reused from run to run.</summary>
internal sealed class Schedule(int maxSteps, int maxElementsPerLoad, ObjectiveWeights weights)
{
    private int _capacity;
    private ObjectiveParts _parts;

    /// <summary>Steps reserved for each load in the arrays by step.</summary>
    public int MaxSteps { get; } = maxSteps;

    public int MaxElementsPerLoad { get; } = maxElementsPerLoad;

    public int Count { get; private set; }

    /// <summary>By load × <see cref="MaxSteps"/> + step.</summary>
    public int[] Arrive { get; private set; } = [];

    public int[] Start { get; private set; } = [];

    public int[] End { get; private set; } = [];

    public int[] Leave { get; private set; } = [];

    /// <summary>Gang from 0; -1 without crew.</summary>
    public int[] Gang { get; private set; } = [];

    /// <summary>Mould units by load × <see cref="MaxElementsPerLoad"/>, in the order of the load's needs.</summary>
    public int[] MouldUnit { get; private set; } = [];

    /// <summary>By load: moulds and pallet are held from here.</summary>
    public int[] Release { get; private set; } = [];

    public int[] MouldsUntil { get; private set; } = [];

    public int[] PalletUntil { get; private set; } = [];

    public int[] Pallet { get; private set; } = [];

    public int[] Compartment { get; private set; } = [];

    public int[] StoreStart { get; private set; } = [];

    public int[] CureStart { get; private set; } = [];

    public int[] CureEnd { get; private set; } = [];

    public int[] RetrieveStart { get; private set; } = [];

    public int[] RetrieveEnd { get; private set; } = [];

    public int[] BatchStart { get; private set; } = [];

    /// <summary>End of final inspection.</summary>
    public int[] Finish { get; private set; } = [];

    /// <summary>What the objective is made of, but for the makespan.</summary>
    public ref ObjectiveParts Parts => ref _parts;

    public int Makespan { get; set; }

    /// <summary>Elements that are on time.</summary>
    public int OnTime { get; set; }

    /// <summary>The plan's objective, in 3,600ths of a point.</summary>
    public long Objective => _parts.Objective(weights, Makespan);

    /// <summary>What the search compares: the objective and the price of displaced work.</summary>
    public long Cost => CostUpTo(Makespan);

    /// <summary>What the cost can't be below once the simulation has come to <paramref name="now"/>.</summary>
    public long CostUpTo(int now) => _parts.Cost(weights, now);

    /// <summary>Passes the sums, which grow with the simulation, to or from a tape.</summary>
    public void Pass(StateTape tape)
    {
        tape.Pass(MemoryMarshal.Cast<ObjectiveParts, long>(new Span<ObjectiveParts>(ref _parts)));
        Span<long> sums = [Makespan, OnTime];
        tape.Pass(sums);
        (Makespan, OnTime) = ((int)sums[0], (int)sums[1]);
    }

    /// <summary>Takes over the times of another schedule.</summary>
    public void CopyFrom(Schedule other)
    {
        Reset(other.Count);
        (int[] From, int[] To)[] arrays =
        [
            (other.Arrive, Arrive), (other.Start, Start), (other.End, End), (other.Leave, Leave), (other.Gang, Gang), (other.MouldUnit, MouldUnit),
            (other.Release, Release), (other.MouldsUntil, MouldsUntil), (other.PalletUntil, PalletUntil), (other.Pallet, Pallet), (other.Compartment, Compartment),
            (other.StoreStart, StoreStart), (other.CureStart, CureStart), (other.CureEnd, CureEnd), (other.RetrieveStart, RetrieveStart),
            (other.RetrieveEnd, RetrieveEnd), (other.BatchStart, BatchStart), (other.Finish, Finish),
        ];
        foreach (var (from, to) in arrays)
        {
            Array.Copy(from, to, from.Length / other._capacity * Count);
        }
    }

    public void Reset(int loads)
    {
        Count = loads;
        _parts = default;
        Makespan = 0;
        OnTime = 0;
        if (loads <= _capacity)
        {
            return;
        }

        _capacity = loads;
        var byStep = loads * MaxSteps;
        Arrive = new int[byStep];
        Start = new int[byStep];
        End = new int[byStep];
        Leave = new int[byStep];
        Gang = new int[byStep];
        MouldUnit = new int[loads * MaxElementsPerLoad];
        Release = new int[loads];
        MouldsUntil = new int[loads];
        PalletUntil = new int[loads];
        Pallet = new int[loads];
        Compartment = new int[loads];
        StoreStart = new int[loads];
        CureStart = new int[loads];
        CureEnd = new int[loads];
        RetrieveStart = new int[loads];
        RetrieveEnd = new int[loads];
        BatchStart = new int[loads];
        Finish = new int[loads];
    }
}
