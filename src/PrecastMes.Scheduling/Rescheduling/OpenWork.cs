using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Search;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>The first repair: open loads in their order, as they were laid out, and what came on top where it costs least.</summary>
internal sealed class OpenWork
{
    // Elements due further apart come on different pallets, as for the start rules of planning.
    private const int NestingWindow = 4 * 86_400;

    // Simulations that the insertion of new loads may take together.
    private const int Trials = 24;

    private readonly PlantModel _model;
    private readonly Decoder _decoder;
    private readonly List<Load> _loads = [];
    private readonly List<Load> _new = [];

    public OpenWork(PlantModel model, Decoder decoder, RescheduleRequest request, IReadOnlyList<PlannedLoad> open)
    {
        _model = model;
        _decoder = decoder;
        var index = Enumerable.Range(0, model.Elements.Length).ToDictionary(i => model.Elements[i].Element.Id, StringComparer.Ordinal);
        var placed = new HashSet<int>();
        var lost = request.Disturbances.OfType<MouldBroken>().Where(broken => broken.Until is null).Select(broken => broken.MouldUnit).ToHashSet(StringComparer.Ordinal);
        var packer = new PalletPacker(model);
        foreach (var load in open)
        {
            int? locked = request.Locked.Contains(load.LoadId, StringComparer.Ordinal) ? model.Second(load.MouldsFrom) : null;
            Placement[] stay = [.. load.Elements.Where(element => index.ContainsKey(element.ElementId)).Select(element => new Placement(index[element.ElementId], element.XMm, element.YMm, element.Rotated))];
            AsPlanned &= stay.Length == load.Elements.Count && !load.Elements.Any(element => lost.Contains(element.MouldUnit));
            if (stay.Length == 0)
            {
                continue;
            }

            placed.UnionWith(stay.Select(placement => placement.Element));
            var same = new Load(model, stay, locked);
            if (IsPossible(same))
            {
                _loads.Add(same);
                continue;
            }

            // More of one mould than is left: one pallet becomes several.
            var rest = stay.Select(placement => placement.Element).ToList();
            while (rest.Count > 0)
            {
                var some = model.Lines[same.Line].Loop is null ? [rest[0]] : packer.Fill(rest[0], rest.Skip(1));
                _loads.Add(packer.Pack(some) ?? throw new InvalidOperationException($"The elements of load {load.LoadId} fit one by one, but not as they were filled in."));
                rest.RemoveAll(some.Contains);
            }
        }

        AsPlanned &= placed.Count == index.Count;
        int[] fresh = [.. index.Values.Where(i => !placed.Contains(i)).Order()];
        _new.AddRange(new LoadNesting(model).Nest(NestingWindow, fresh).OrderBy(load => load.Dues[0]));
    }

    /// <summary>Whether all that is open is what was planned, load by load.</summary>
    public bool AsPlanned { get; private set; } = true;

    /// <summary>The open loads in the order in which they were planned, without new ones.</summary>
    public Load[] Loads => [.. _loads];

    /// <summary>Simulates the open loads in their order, then tries places for each new one.</summary>
    public Solution Start()
    {
        var loads = new List<Load>(_loads);
        var order = Enumerable.Range(0, loads.Count).OrderBy(i => loads[i].Line).ThenBy(i => i).ToList();
        foreach (var load in _new)
        {
            loads.Add(load);
            Insert([.. loads], order, loads.Count - 1, Math.Clamp(Trials / _new.Count, 1, 8));
        }

        Load[] all = [.. loads];
        int[] ranks = [.. order];
        _decoder.Run(all, ranks);
        return new Solution(all, ranks, _decoder.Schedule.Cost, _decoder.Schedule.OnTime);
    }

    private bool IsPossible(Load load)
    {
        for (var i = 0; i < load.NeedTypes.Length; i++)
        {
            if (load.NeedCounts[i] > _model.Moulds[load.NeedTypes[i]].Usable)
            {
                return false;
            }
        }

        return true;
    }

    private void Insert(Load[] loads, List<int> order, int added, int trials)
    {
        var first = order.FindIndex(i => loads[i].Line >= loads[added].Line);
        first = first < 0 ? order.Count : first;
        var end = order.FindIndex(first, i => loads[i].Line > loads[added].Line);
        end = end < 0 ? order.Count : end;
        var byDue = first;
        while (byDue < end && loads[order[byDue]].Dues[0] <= loads[added].Dues[0])
        {
            byDue++;
        }

        var best = byDue;
        var least = long.MaxValue;
        for (var trial = 0; trial < trials && trials > 1; trial++)
        {
            // The due-date place first, then from there to the front, ever longer steps.
            var place = trial == 0 ? byDue : first + (int)((byDue - first) * (1 - Math.Pow((double)trial / (trials - 1), 2)));
            order.Insert(place, added);
            if (_decoder.Run(loads, [.. order], least) && _decoder.Schedule.Cost < least)
            {
                least = _decoder.Schedule.Cost;
                best = place;
            }

            order.RemoveAt(place);
        }

        order.Insert(best, added);
    }
}
