using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Nesting;

/// <summary>
/// Makes loads of all elements. Elements of one line, family and grade may lie together (the family fixes the curing
/// programme). Each pallet starts with the most urgent element left and is filled from those due soon after it.
/// </summary>
/// <param name="model">The plant.</param>
/// <param name="wanted">By element when it is wanted, seconds; its due instant when null.</param>
internal sealed class LoadNesting(PlantModel model, int[]? wanted = null)
{
    // Elements that a quick nesting looks at for one pallet.
    private const int LookedAt = 40;

    private readonly PalletPacker _packer = new(model);

    /// <summary>
    /// Nests quickly: each pallet takes the most urgent element left and, of those due next, whatever fits in turn.
    /// </summary>
    public Load[] FirstFit() => FirstFit(Enumerable.Range(0, model.Elements.Length));

    /// <summary>Nests some elements quickly, told by their indices.</summary>
    public Load[] FirstFit(IEnumerable<int> elements)
    {
        var loads = new List<Load>();
        foreach (var group in Groups(elements))
        {
            var left = new LinkedList<int>(group.OrderBy(i => Wanted(i)).ThenBy(i => model.Elements[i].Element.Id, StringComparer.Ordinal));
            while (left.First is { } first)
            {
                if (model.Lines[group.Key.Line].Loop is null)
                {
                    loads.Add(new Load(model, [new Placement(first.Value, 0, 0, false)]));
                    left.RemoveFirst();
                    continue;
                }

                var taken = _packer.Fill(first.Value, left.Skip(1).Take(LookedAt));
                loads.Add(_packer.Filled(taken.Count));
                foreach (var element in taken)
                {
                    left.Remove(element);
                }
            }
        }

        return [.. loads];
    }

    /// <summary>Nests with elements on a pallet wanted at most <paramref name="windowSeconds"/> apart.</summary>
    public Load[] Nest(int windowSeconds) => Nest(windowSeconds, Enumerable.Range(0, model.Elements.Length));

    /// <summary>Nests some elements, told by their indices.</summary>
    public Load[] Nest(int windowSeconds, IEnumerable<int> elements)
    {
        var loads = new List<Load>();
        foreach (var group in Groups(elements))
        {
            if (model.Lines[group.Key.Line].Loop is null)
            {
                loads.AddRange(group.Select(i => new Load(model, [new Placement(i, 0, 0, false)])));
            }
            else
            {
                loads.AddRange(Dissolve(NestGroup(group, windowSeconds), windowSeconds));
            }
        }

        return [.. loads];
    }

    private int Wanted(int element) => wanted is null ? model.Elements[element].Due : wanted[element];

    private long Wanted(Load load) => wanted is null ? load.Dues[0] : load.Placements.Min(p => wanted[p.Element]);

    // What isn't released yet would hold up the others on its pallet.
    private IEnumerable<IGrouping<(int Line, int Release, string FamilyCode, string ConcreteGrade), int>> Groups(IEnumerable<int> elements) => elements
        .GroupBy(i => (model.Elements[i].Line, model.Elements[i].Release, model.Elements[i].Element.FamilyCode, model.Elements[i].Element.ConcreteGrade))
        .OrderBy(g => g.Key.Line).ThenBy(g => g.Key.FamilyCode, StringComparer.Ordinal).ThenBy(g => g.Key.ConcreteGrade, StringComparer.Ordinal).ThenBy(g => g.Key.Release);

    private List<Load> NestGroup(IEnumerable<int> group, int windowSeconds)
    {
        var left = group
            .OrderBy(i => Wanted(i))
            .ThenByDescending(i => model.Elements[i].Element.AreaMm2)
            .ThenBy(i => model.Elements[i].Element.Id, StringComparer.Ordinal)
            .ToList();
        var loads = new List<Load>();
        while (left.Count > 0)
        {
            var load = FillBest(left, windowSeconds);
            loads.Add(load);
            var taken = load.Placements.Select(p => p.Element).ToHashSet();
            left.RemoveAll(taken.Contains);
        }

        return loads;
    }

    private Load FillBest(List<int> left, int windowSeconds)
    {
        var first = left[0];
        var latest = (long)Wanted(first) + windowSeconds;
        var candidates = left.Skip(1).TakeWhile(i => Wanted(i) <= latest).ToList();
        Load? best = null;
        foreach (var order in Orders(candidates))
        {
            var load = _packer.Filled(_packer.Fill(first, order).Count);
            if (best is null || load.AreaMm2 > best.AreaMm2)
            {
                best = load;
            }
        }

        return best!;
    }

    // The first order keeps to due dates and wins ties; the others look for a fuller pallet.
    private IEnumerable<IEnumerable<int>> Orders(List<int> candidates)
    {
        yield return candidates;
        yield return candidates.OrderByDescending(i => model.Elements[i].Element.AreaMm2);
        yield return candidates.OrderByDescending(i => model.Elements[i].Element.LengthMm);
        yield return candidates.OrderByDescending(i => model.Elements[i].Element.WidthMm);
        yield return candidates.OrderBy(i => model.Elements[i].Element.AreaMm2);
    }

    /// <summary>Takes the emptiest pallets apart as long as all their elements find room on others due about the same time.</summary>
    private List<Load> Dissolve(List<Load> loads, int windowSeconds)
    {
        var failed = new HashSet<Load>();
        while (true)
        {
            var worst = loads.Where(l => !failed.Contains(l)).MinBy(l => l.AreaMm2);
            if (worst is null)
            {
                return loads;
            }

            if (Rehome(loads, worst, windowSeconds) is { } fewer)
            {
                loads = fewer;
                failed.Clear();
            }
            else
            {
                failed.Add(worst);
            }
        }
    }

    private List<Load>? Rehome(List<Load> loads, Load worst, int windowSeconds)
    {
        var others = loads.Where(l => l != worst).ToList();
        foreach (var placement in worst.Placements)
        {
            var due = Wanted(placement.Element);
            var host = -1;
            Load? extended = null;
            for (var i = 0; i < others.Count && extended is null; i++)
            {
                if (Math.Abs(Wanted(others[i]) - due) <= windowSeconds)
                {
                    extended = _packer.Pack([.. others[i].Placements.Select(p => p.Element), placement.Element]);
                    host = i;
                }
            }

            if (extended is null)
            {
                return null;
            }

            others[host] = extended;
        }

        return others;
    }
}
