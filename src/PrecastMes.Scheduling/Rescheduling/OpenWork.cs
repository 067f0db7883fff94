using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Nesting;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>The open loads as they were laid out, as far as they can still be, and loads of what came on top.</summary>
internal sealed class OpenWork
{
    // Elements due further apart come on different pallets, as for the start rules of planning.
    private const int NestingWindow = 4 * 86_400;

    private readonly PlantModel _model;
    private readonly List<Load> _loads = [];
    private readonly List<HeldTimes?> _planned = [];
    private readonly List<Load> _new = [];

    public OpenWork(PlantModel model, RescheduleRequest request, IReadOnlyList<PlannedLoad> open)
    {
        _model = model;
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
                _planned.Add(Times(load, model.Lines[same.Line]));
                continue;
            }

            // More of one mould than is left: one pallet becomes several.
            var rest = stay.Select(placement => placement.Element).ToList();
            while (rest.Count > 0)
            {
                var some = model.Lines[same.Line].Loop is null ? [rest[0]] : packer.Fill(rest[0], rest.Skip(1));
                _loads.Add(packer.Pack(some) ?? throw new InvalidOperationException($"The elements of load {load.LoadId} fit one by one, but not as they were filled in."));
                _planned.Add(null);
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

    /// <summary>The same, held to the plan in force.</summary>
    public List<Load> Held => [.. _loads.Select((load, i) => load.HeldTo(_planned[i]))];

    /// <summary>What came on top, most urgent first.</summary>
    public IReadOnlyList<Load> New => _new;

    private HeldTimes Times(PlannedLoad load, LineModel line) => new(
        _model.Second(load.MouldsFrom),
        [.. line.Steps.Select(step => _model.Second(load.Operations.First(operation => operation.Operation == step.Station.Operation).Start))],
        _model.Second(load.Curing.RetrieveStart));

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
}
