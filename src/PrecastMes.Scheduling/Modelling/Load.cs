using PrecastMes.Scheduling.Nesting;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>Elements that are cast together. Immutable, so that search states share loads.</summary>
internal sealed class Load
{
    /// <summary>Price of a broken lock, dearer than any lateness of others.</summary>
    public const long LockSeconds = 1_000_000_000;

    private readonly PlannedStarts? _stability;
    private readonly int[] _plannedStarts;
    private readonly int[] _weights;
    private readonly int[] _floors;

    public Load(PlantModel model, IReadOnlyList<Placement> placements, int? lockedStart = null)
    {
        LockedStart = lockedStart;
        _stability = model.InForce;
        Placements = [.. placements];
        var first = model.Elements[placements[0].Element];
        Line = first.Line;
        FamilyCode = first.Element.FamilyCode;
        ConcreteGrade = first.Element.ConcreteGrade;
        CureSeconds = first.CureSeconds;
        var byDue = placements.Select(p => model.Elements[p.Element]).OrderBy(e => e.Due).ToList();
        Dues = [.. byDue.Select(e => e.Due)];
        _weights = [.. byDue.Select(e => e.Element.TardinessWeight)];
        _floors = [.. byDue.Select(e => e.Floor)];
        Release = byDue.Max(e => e.Release);
        Work = [.. model.Lines[Line].Steps.Select(s => s.Station.WorkSeconds(FamilyCode, placements.Count))];
        LeastSeconds = Work.Take(model.Lines[Line].FinalStep + 1).Sum() + CureSeconds;
        _plannedStarts = [.. placements.Select(p => model.Elements[p.Element].PlannedStart).OfType<int>()];
        var needs = placements.GroupBy(p => model.Elements[p.Element].MouldType).OrderBy(g => g.Key).ToList();
        NeedTypes = [.. needs.Select(g => g.Key)];
        NeedCounts = [.. needs.Select(g => g.Count())];
        NeedMarks = NeedTypes.Any(type => model.Moulds[type].IsServiced)
            ? [.. needs.Select(g => g.Select(p => model.Elements[p.Element].Mark).ToArray())]
            : null;
        MouldSet = model.MouldSetOf(Line, Release, NeedTypes, NeedCounts, NeedMarks);
        foreach (var placement in placements)
        {
            var element = model.Elements[placement.Element].Element;
            VolumeLitres += element.VolumeLitres;
            MassKg += element.WeightKg;
            AreaMm2 += element.AreaMm2;
        }
    }

    public int Line { get; }

    /// <summary>The times of the plan in force, where a repair leaves it alone.</summary>
    public HeldTimes? Held { get; private set; }

    /// <summary>The second at which it shall start, neither before nor after; null when that is free.</summary>
    public int? LockedStart { get; private set; }

    public string FamilyCode { get; }

    public string ConcreteGrade { get; }

    public int CureSeconds { get; }

    public Placement[] Placements { get; }

    /// <summary>Due seconds of the elements, ascending.</summary>
    public int[] Dues { get; }

    /// <summary>What a second late of each element counts, beside <see cref="Dues"/>.</summary>
    public ReadOnlySpan<int> Weights => _weights;

    /// <summary>Number of each element's floor, beside <see cref="Dues"/>.</summary>
    public ReadOnlySpan<int> Floors => _floors;

    /// <summary>Second before which it must not start: the last release of its elements.</summary>
    public int Release { get; }

    /// <summary>Work seconds by step of the line.</summary>
    public int[] Work { get; }

    /// <summary>Seconds from start to finish that it can't do without: its work and its curing.</summary>
    public int LeastSeconds { get; }

    /// <summary>Mould types needed and, beside each, how many units.</summary>
    public int[] NeedTypes { get; }

    public int[] NeedCounts { get; }

    /// <summary>Beside <see cref="NeedTypes"/> the marks that the units must be set up for, in the order of the placements; null when no type needs that.</summary>
    public int[][]? NeedMarks { get; }

    /// <summary>Number of the combination of line, release and needs; loads of one set can start at the same moments.</summary>
    public int MouldSet { get; }

    public int VolumeLitres { get; }

    public int MassKg { get; }

    public long AreaMm2 { get; }

    /// <summary>Whether the casting station goes on as it is after the other one: same family, same concrete.</summary>
    public bool CastsLike(Load other) => FamilyCode == other.FamilyCode && ConcreteGrade == other.ConcreteGrade;

    /// <summary>The same load, held to the times of the plan in force or not.</summary>
    public Load HeldTo(HeldTimes? times)
    {
        var copy = (Load)MemberwiseClone();
        copy.Held = times;
        return copy;
    }

    /// <summary>The same load with the lock and the planned times of another one.</summary>
    public Load InPlaceOf(Load other)
    {
        var copy = HeldTo(other.Held);
        copy.LockedStart = other.LockedStart;
        return copy;
    }

    /// <summary>What a start costs, in seconds late, because the plan in force has it at another time.</summary>
    public long Displacement(int start)
    {
        var price = LockedStart is { } locked && locked != start ? LockSeconds : 0L;
        if (_stability is not null)
        {
            foreach (var planned in _plannedStarts)
            {
                price += Math.Abs((long)start - planned) > (int)_stability.Tolerance.TotalSeconds ? _stability.Seconds : 0;
            }
        }

        return price;
    }

    /// <summary>Weighted sum over the elements of seconds late when the load finishes at <paramref name="finish"/>, and how many are on time.</summary>
    public long Tardiness(int finish, out int onTime)
    {
        long late = 0;
        onTime = Dues.Length;
        for (var i = 0; i < Dues.Length && Dues[i] < finish; i++)
        {
            late += (long)_weights[i] * (finish - Dues[i]);
            onTime--;
        }

        return late;
    }

    /// <summary>Sum over the elements of seconds that they lie finished before they are due.</summary>
    public long Earliness(int finish)
    {
        long early = 0;
        for (var i = Dues.Length - 1; i >= 0 && Dues[i] > finish; i--)
        {
            early += Dues[i] - finish;
        }

        return early;
    }
}
