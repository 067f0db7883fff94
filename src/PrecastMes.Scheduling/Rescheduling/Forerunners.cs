namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>
/// Who uses each resource right before a load in the plan in force; null for the first. Work that is pushed keeps this order: pallets can't
/// overtake each other, and what people were told comes next shall come next.
/// </summary>
internal sealed class Forerunners(int steps)
{
    /// <summary>At each station of a circulation line and each finishing place, by step.</summary>
    public FrozenLoad?[] AtStation { get; } = new FrozenLoad?[steps];

    /// <summary>The gang's operation before, by step: a load and its step.</summary>
    public (FrozenLoad Load, int Step)?[] OfGang { get; } = new (FrozenLoad, int)?[steps];

    /// <summary>The crane's move before storing this load, and whether that stored.</summary>
    public (FrozenLoad Load, bool Stores)? Store { get; private set; }

    /// <summary>The crane's move before retrieving this load, and whether that stored.</summary>
    public (FrozenLoad Load, bool Stores)? Retrieve { get; private set; }

    public FrozenLoad? InCompartment { get; private set; }

    public FrozenLoad? OnPallet { get; private set; }

    /// <summary>At the mixer; this order alone may change, because lines that share a mixer take it as they come.</summary>
    public FrozenLoad? AtMixer { get; set; }

    /// <summary>In its moulds.</summary>
    public List<FrozenLoad> InMoulds { get; } = [];

    /// <summary>Finds the forerunners of loads, all but those at the mixer.</summary>
    public static void Link(IReadOnlyList<FrozenLoad> loads)
    {
        foreach (var line in loads.GroupBy(load => load.Line))
        {
            for (var step = 0; step < line.Key.Steps.Length; step++)
            {
                var at = step;
                if (line.Key.Loop is not null || step >= line.Key.FinishingFrom)
                {
                    Chain(line, load => load.Arrive[at], (load, before) => load.Before.AtStation[at] = before);
                }
            }

            if (line.Key.Loop is not null)
            {
                LinkCrane(line);
                foreach (var compartment in line.GroupBy(load => load.Planned.Curing.Place, StringComparer.Ordinal))
                {
                    Chain(compartment, load => load.StoreStart, (load, before) => load.Before.InCompartment = before);
                }

                foreach (var pallet in line.GroupBy(load => load.Planned.PalletId, StringComparer.Ordinal))
                {
                    Chain(pallet, load => load.Release, (load, before) => load.Before.OnPallet = before);
                }
            }
            else
            {
                LinkGangs(line);
            }
        }

        foreach (var unit in loads.SelectMany(load => load.Planned.Elements.Select(element => (Load: load, element.MouldUnit))).GroupBy(each => each.MouldUnit, each => each.Load, StringComparer.Ordinal))
        {
            Chain(unit, load => load.Release, (load, before) => load.Before.InMoulds.Add(before));
        }
    }

    private static void Chain(IEnumerable<FrozenLoad> users, Func<FrozenLoad, int> at, Action<FrozenLoad, FrozenLoad> link)
    {
        FrozenLoad? before = null;
        foreach (var user in users.OrderBy(at).ThenBy(load => load.Number))
        {
            if (before is not null)
            {
                link(user, before);
            }

            before = user;
        }
    }

    private static void LinkCrane(IEnumerable<FrozenLoad> loads)
    {
        (FrozenLoad Load, bool Stores)? before = null;
        foreach (var move in loads.SelectMany(load => new[] { (Load: load, Stores: true, At: load.StoreStart), (Load: load, Stores: false, At: load.RetrieveStart) })
            .OrderBy(move => move.At).ThenBy(move => move.Load.Number))
        {
            if (move.Stores)
            {
                move.Load.Before.Store = before;
            }
            else
            {
                move.Load.Before.Retrieve = before;
            }

            before = (move.Load, move.Stores);
        }
    }

    private static void LinkGangs(IGrouping<Modelling.LineModel, FrozenLoad> line)
    {
        var uses = line.SelectMany(load => Enumerable.Range(0, line.Key.FinishingFrom).Where(step => load.Gang[step] >= 0).Select(step => (Load: load, Step: step)));
        foreach (var gang in uses.GroupBy(use => (line.Key.Steps[use.Step].Crew, use.Load.Gang[use.Step])))
        {
            (FrozenLoad Load, int Step)? before = null;
            foreach (var use in gang.OrderBy(use => use.Load.Start[use.Step]).ThenBy(use => use.Load.Number))
            {
                use.Load.Before.OfGang[use.Step] = before;
                before = use;
            }
        }
    }
}
