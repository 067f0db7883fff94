using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Nesting;

/// <summary>Packs a few elements on one pallet: count, mass, moulds, then geometry with several sort orders.</summary>
internal sealed class PalletPacker(PlantModel model)
{
    private readonly FreeSpace _sheet = new();
    private readonly Placement[] _placed = new Placement[model.MaxElementsPerLoad];
    private readonly int[] _need = new int[model.Moulds.Length];

    private static readonly Comparison<ElementModel>[] Orders =
    [
        (a, b) => b.Element.AreaMm2.CompareTo(a.Element.AreaMm2),
        (a, b) => b.Element.LengthMm.CompareTo(a.Element.LengthMm),
        (a, b) => b.Element.WidthMm.CompareTo(a.Element.WidthMm),
        (a, b) => (b.Element.LengthMm + b.Element.WidthMm).CompareTo(a.Element.LengthMm + a.Element.WidthMm),
    ];

    /// <summary>The whole set on one pallet or in one fixed mould, or null when some limit or the geometry forbids it.</summary>
    public Load? Pack(IReadOnlyList<int> elements)
    {
        var line = model.Lines[model.Elements[elements[0]].Line];
        if (line.Loop is not { } loop)
        {
            return elements.Count == 1 ? new Load(model, [new Placement(elements[0], 0, 0, false)]) : null;
        }

        if (!WithinLimits(elements, model.MostElements(line, model.Elements[elements[0]].Element.FamilyCode), loop.Pallets.MaxLoadKg))
        {
            return null;
        }

        var sorted = elements.ToArray();
        foreach (var order in Orders)
        {
            Array.Sort(sorted, (a, b) => order(model.Elements[a], model.Elements[b]) is var c && c != 0 ? c : a.CompareTo(b));
            if (TryGeometry(sorted, line))
            {
                return new Load(model, _placed[..sorted.Length]);
            }
        }

        return null;
    }

    /// <summary>
    /// Fills a pallet with <paramref name="first"/> and whatever of <paramref name="candidates"/> still fits, taken in turn.
    /// </summary>
    public List<int> Fill(int first, IEnumerable<int> candidates)
    {
        var line = model.Lines[model.Elements[first].Line];
        var pallets = line.Loop!.Pallets;
        var most = model.MostElements(line, model.Elements[first].Element.FamilyCode);
        List<int> taken = [first];
        StartSheet(line);
        Place(first, line, 0);
        var mass = model.Elements[first].Element.WeightKg;
        Array.Clear(_need);
        _need[model.Elements[first].MouldType]++;
        foreach (var candidate in candidates)
        {
            if (taken.Count == most)
            {
                break;
            }

            var element = model.Elements[candidate];
            if (mass + element.Element.WeightKg > pallets.MaxLoadKg || _need[element.MouldType] == model.Moulds[element.MouldType].Usable
                || !Place(candidate, line, taken.Count))
            {
                continue;
            }

            taken.Add(candidate);
            mass += element.Element.WeightKg;
            _need[element.MouldType]++;
        }

        return taken;
    }

    /// <summary>The load that the last <see cref="Fill"/> of <paramref name="count"/> elements laid out.</summary>
    public Load Filled(int count) => new(model, _placed[..count]);

    private bool WithinLimits(IReadOnlyList<int> elements, int most, int massKg)
    {
        if (elements.Count > most)
        {
            return false;
        }

        Array.Clear(_need);
        foreach (var index in elements)
        {
            var element = model.Elements[index];
            massKg -= element.Element.WeightKg;
            if (++_need[element.MouldType] > model.Moulds[element.MouldType].Usable)
            {
                return false;
            }
        }

        return massKg >= 0;
    }

    private bool TryGeometry(int[] elements, LineModel line)
    {
        StartSheet(line);
        for (var i = 0; i < elements.Length; i++)
        {
            if (!Place(elements[i], line, i))
            {
                return false;
            }
        }

        return true;
    }

    private void StartSheet(LineModel line)
    {
        var pallets = line.Loop!.Pallets;
        _sheet.Reset(pallets.UsableLengthMm + pallets.GapMm, pallets.UsableWidthMm + pallets.GapMm);
    }

    private bool Place(int index, LineModel line, int slot)
    {
        var pallets = line.Loop!.Pallets;
        var element = model.Elements[index].Element;
        int length = element.LengthMm + pallets.GapMm, width = element.WidthMm + pallets.GapMm;
        if (_sheet.Find(length, width, mayTurn: true, FitRule.ShortSide) is not { } spot)
        {
            return false;
        }

        _sheet.Take(spot.X, spot.Y, spot.Turned ? width : length, spot.Turned ? length : width);
        _placed[slot] = new Placement(index, spot.X + pallets.EdgeMarginMm, spot.Y + pallets.EdgeMarginMm, spot.Turned);
        return true;
    }
}
