using PrecastMes.Execution.Plc;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Routings;

namespace PrecastMes.Execution.Lines;

/// <summary>
/// Drives a pallet circulation line from its end to its start, so that a place which becomes free serves the pallet behind
/// it, and emptying goes before filling: it frees moulds, pallets and compartments.
/// </summary>
internal static class CirculationRules
{
    /// <summary>How long before its planned start a load may begin.</summary>
    public static readonly TimeSpan EarliestBefore = TimeSpan.FromMinutes(15);

    public static void Apply(LineDraft draft, CirculationLine line)
    {
        var pallets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, pallet) in draft.State.Pallets)
        {
            if (draft.State.Loads[pallet.LoadId].Load.LineId == line.Id)
            {
                pallets[pallet.Place] = id;
            }
        }

        foreach (var station in line.DryStations.Reverse())
        {
            Serve(draft, line, station, pallets);
        }

        Retrieve(draft, line, pallets);
        Store(draft, line, pallets);
        foreach (var station in line.WetStations.Reverse())
        {
            Serve(draft, line, station, pallets);
        }

        if (pallets.TryGetValue(line.MagazineId, out var leaving))
        {
            Transfer(draft, line, line.MagazineId, leaving);
        }
        else
        {
            Start(draft, line);
        }
    }

    private static void Serve(LineDraft draft, CirculationLine line, Station station, Dictionary<string, string> pallets)
    {
        if (!pallets.TryGetValue(station.Id, out var palletId) || !draft.CanCommand(station.Id))
        {
            return;
        }

        var pallet = draft.State.Pallets[palletId];
        if (pallet.StepDone)
        {
            Transfer(draft, line, station.Id, palletId);
            return;
        }

        var load = draft.State.Loads[pallet.LoadId];
        var work = station.WorkSeconds(load.Load.FamilyCode, load.Load.Elements.Count);
        if (station.Id != line.CastingStationId)
        {
            if (draft.MayRun(station.Kind, work, load.Batched && load.CuringSince is null))
            {
                draft.Run(station.Id, station.Operation, station.Kind, work, load, palletId);
            }
        }
        else if (load.Batched)
        {
            // Mixed concrete can't wait: it is cast whatever the clock says.
            draft.Run(station.Id, station.Operation, station.Kind, work, load, palletId);
        }
        else if (!BatchUnderWay(draft, line.MixerId, load)
            && draft.CanCommand(line.MixerId)
            && draft.MayBatch(line.BatchSeconds, OnFreshConcrete(line, load), line.TransferSeconds))
        {
            draft.Batch(line.MixerId, line.BatchSeconds, load, palletId);
        }
    }

    /// <summary>The cast and the steps behind it, up to the first that may pause.</summary>
    private static List<(OperationKind Kind, int WorkSeconds)> OnFreshConcrete(CirculationLine line, LoadState load) =>
    [
        .. line.WetStations
            .SkipWhile(s => s.Id != line.CastingStationId)
            .TakeWhile(s => s.Id == line.CastingStationId || s.Kind != OperationKind.Interruptible)
            .Select(s => (s.Kind, s.WorkSeconds(load.Load.FamilyCode, load.Load.Elements.Count))),
    ];

    private static bool BatchUnderWay(LineDraft draft, string mixer, LoadState load) =>
        draft.State.Unit(mixer).Outstanding?.LoadId == load.Load.LoadId;

    private static void Transfer(LineDraft draft, CirculationLine line, string from, string palletId)
    {
        var target = PlantLayout.Next(line, from);
        if (target is null || !draft.CanCommand(from))
        {
            return;
        }

        // The magazine has room for all pallets; anything else holds one.
        if (target == line.MagazineId || !draft.Occupied(target))
        {
            var loadId = draft.State.Pallets[palletId].LoadId;
            draft.Move(from, CommandCode.Transfer, loadId, palletId, from, target, line.TransferSeconds);
        }
    }

    private static void Retrieve(LineDraft draft, CirculationLine line, Dictionary<string, string> pallets)
    {
        var crane = line.Chamber.CraneId;
        var target = line.DryStations[0].Id;
        if (!draft.CanCommand(crane) || draft.Occupied(target))
        {
            return;
        }

        var ripe = new List<(long Order, string Place, string PalletId)>();
        foreach (var place in line.Chamber.Compartments())
        {
            if (pallets.TryGetValue(place, out var id) && draft.Image.Places.TryGetValue(place, out var seen) && seen.Phase == CuringPhase.Done)
            {
                ripe.Add((draft.State.Loads[draft.State.Pallets[id].LoadId].Order, place, id));
            }
        }

        ripe.Sort();
        foreach (var (_, place, palletId) in ripe)
        {
            var load = draft.State.Loads[draft.State.Pallets[palletId].LoadId];
            if (CuringGate.Open(draft, load, place))
            {
                draft.Move(crane, CommandCode.Retrieve, load.Load.LoadId, palletId, place, target, line.Chamber.RetrieveSeconds);
                return;
            }
        }
    }

    private static void Store(LineDraft draft, CirculationLine line, Dictionary<string, string> pallets)
    {
        var source = line.WetStations[^1].Id;
        var crane = line.Chamber.CraneId;
        if (!pallets.TryGetValue(source, out var palletId) || !draft.State.Pallets[palletId].StepDone || !draft.CanCommand(crane))
        {
            return;
        }

        var load = draft.State.Loads[draft.State.Pallets[palletId].LoadId];
        var place = Vacant(draft, load.Load.PlannedPlace)
            ? load.Load.PlannedPlace
            : line.Chamber.Compartments().FirstOrDefault(c => Vacant(draft, c));
        if (place is not null)
        {
            var recipe = PlantLayout.Recipe(draft.Layout.Program(load.Load.CuringProgramId)!);
            draft.Move(crane, CommandCode.Store, load.Load.LoadId, palletId, source, place, line.Chamber.StoreSeconds, recipe);
        }
    }

    // Free by the journal and empty by the PLC's own sensor.
    private static bool Vacant(LineDraft draft, string place) =>
        draft.Image.Places.TryGetValue(place, out var seen) && seen.PalletId.Length == 0 && !draft.Occupied(place);

    private static void Start(LineDraft draft, CirculationLine line)
    {
        var first = draft.State.Waiting.FirstOrDefault(id => draft.State.Loads[id].Load.LineId == line.Id);
        var entry = line.WetStations[0].Id;
        if (first is null || !draft.ShiftOpen || !draft.CanCommand(line.MagazineId) || draft.Occupied(entry))
        {
            return;
        }

        var load = draft.State.Loads[first];
        var earliest = load.Load.PlannedStart - EarliestBefore;
        if (draft.Now < earliest)
        {
            draft.Wake(earliest);
            return;
        }

        if (load.MouldUnits.Any(draft.State.Moulds.ContainsKey))
        {
            return;
        }

        var pallet = load.Load.PalletId is { } planned && !draft.State.Pallets.ContainsKey(planned)
            ? planned
            : line.Pallets.Ids().FirstOrDefault(id => !draft.State.Pallets.ContainsKey(id));
        if (pallet is not null)
        {
            draft.Add(new LoadStarted(draft.Now, first, pallet, line.MagazineId));
            draft.Move(line.MagazineId, CommandCode.Transfer, first, pallet, line.MagazineId, entry, line.TransferSeconds);
        }
    }
}
