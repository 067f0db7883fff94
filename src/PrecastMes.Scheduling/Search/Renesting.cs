using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;

namespace PrecastMes.Scheduling.Search;

/// <summary>Changes what lies together: two loads of one group trade or merge their elements.</summary>
internal sealed class Renesting(PlantModel model, Random random)
{
    private readonly PalletPacker _packer = new(model);
    private readonly List<int> _a = [];
    private readonly List<int> _b = [];

    /// <summary>
    /// Tries to change loads <paramref name="first"/> and <paramref name="second"/>. <paramref name="newSecond"/> is null when
    /// all elements went to the first.
    /// </summary>
    public bool TryChange(Load first, Load second, out Load? newFirst, out Load? newSecond)
    {
        Collect(_a, first);
        Collect(_b, second);
        switch (random.Next(4))
        {
            case 0:
                Swap(random.Next(_a.Count), random.Next(_b.Count));
                break;
            case 1:
                MoveToFirst(random.Next(_b.Count));
                break;
            case 2:
                ByDue();
                break;
            default:
                _a.AddRange(_b);
                _b.Clear();
                break;
        }

        newFirst = _packer.Pack(_a);
        newSecond = newFirst is null || _b.Count == 0 ? null : _packer.Pack(_b);
        return newFirst is not null && (_b.Count == 0 || newSecond is not null);
    }

    /// <summary>Whether elements of the two loads may lie together.</summary>
    public bool AreCompatible(Load a, Load b) =>
        a.LockedStart is null && b.LockedStart is null && a.Line == b.Line && a.FamilyCode == b.FamilyCode && a.ConcreteGrade == b.ConcreteGrade && model.Lines[a.Line].Loop is not null;

    private static void Collect(List<int> into, Load load)
    {
        into.Clear();
        foreach (var placement in load.Placements)
        {
            into.Add(placement.Element);
        }
    }

    private void Swap(int a, int b) => (_a[a], _b[b]) = (_b[b], _a[a]);

    private void MoveToFirst(int b)
    {
        _a.Add(_b[b]);
        _b.RemoveAt(b);
    }

    // The urgent elements together on one pallet, the others on the second.
    private void ByDue()
    {
        var all = _a.Concat(_b).OrderBy(e => model.Elements[e].Due).ThenBy(e => e).ToList();
        var count = _a.Count;
        _a.Clear();
        _b.Clear();
        _a.AddRange(all.Take(count));
        _b.AddRange(all.Skip(count));
    }
}
