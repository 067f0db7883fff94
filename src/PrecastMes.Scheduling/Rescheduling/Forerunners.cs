namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>
/// Who uses each resource right before whom in the plan in force. Begun and frozen work keeps this order when it is pushed: pallets
/// can't overtake each other, and what people were told comes next shall come next.
/// </summary>
internal sealed class Forerunners
{
    private readonly Dictionary<(FrozenLoad Load, string Resource), (FrozenLoad Load, int Part)> _before = [];

    public Forerunners(IReadOnlyList<FrozenLoad> loads)
    {
        foreach (var line in loads.GroupBy(load => load.Line))
        {
            FrozenLoad[] mine = [.. line];
            for (var step = 0; step < line.Key.Steps.Length; step++)
            {
                var at = step;
                if (line.Key.Loop is not null || step >= line.Key.FinishingFrom)
                {
                    Link(mine.Select(load => (load, Station(at), load.Arrive[at], at)));
                }
            }

            if (line.Key.Loop is null)
            {
                Chain(
                    mine.SelectMany(load => Enumerable.Range(0, line.Key.FinishingFrom).Where(step => load.Gang[step] >= 0)
                        .Select(step => (load, OfGang(step), load.Start[step], step))),
                    use => (use.Load.Line.Steps[use.Part].Crew, use.Load.Gang[use.Part]));
                continue;
            }

            Link(mine.SelectMany(load => new[] { (load, Store, load.StoreStart, 0), (load, Retrieve, load.RetrieveStart, 1) }));
            Chain(mine.Select(load => (load, Compartment, load.StoreStart, 0)), use => use.Load.Planned.Curing.Place);
            Chain(mine.Select(load => (load, Pallet, load.Release, 0)), use => use.Load.Planned.PalletId);
        }

        foreach (var mixer in loads.GroupBy(load => load.Line.Mixer))
        {
            Link(mixer.Select(load => (load, Mixer, load.Batch, 0)));
        }

        foreach (var unit in loads.SelectMany(load => load.Planned.Elements.Select(element => (load, element.MouldUnit))).GroupBy(each => each.MouldUnit, StringComparer.Ordinal))
        {
            Link(unit.Select(each => (each.load, Mould(unit.Key), each.load.Release, 0)));
        }
    }

    public const string Store = "store";

    public const string Retrieve = "retrieve";

    public const string Compartment = "compartment";

    public const string Pallet = "pallet";

    public const string Mixer = "mixer";

    public static string Station(int step) => "step " + step.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static string Mould(string unit) => "mould " + unit;

    /// <summary>Of a gang the resource is told by the step, for a load meets one gang several times.</summary>
    public static string OfGang(int step) => "gang at " + step.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The load before and its step there (for the crane 0 for storing and 1 for retrieving); null for the first.</summary>
    public (FrozenLoad Load, int Part)? Before(FrozenLoad load, string resource) => _before.TryGetValue((load, resource), out var before) ? before : null;

    private void Chain<TKey>(IEnumerable<(FrozenLoad Load, string Resource, int At, int Part)> uses, Func<(FrozenLoad Load, int Part), TKey> of)
    {
        foreach (var group in uses.GroupBy(use => of((use.Load, use.Part))))
        {
            Link(group);
        }
    }

    private void Link(IEnumerable<(FrozenLoad Load, string Resource, int At, int Part)> uses)
    {
        (FrozenLoad Load, int Part)? before = null;
        foreach (var use in uses.OrderBy(use => use.At).ThenBy(use => use.Load.Planned.LoadId, StringComparer.Ordinal))
        {
            if (before is { } known)
            {
                _before[(use.Load, use.Resource)] = known;
            }

            before = (use.Load, use.Part);
        }
    }
}
