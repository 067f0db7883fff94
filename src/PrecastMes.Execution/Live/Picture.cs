using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plc;

namespace PrecastMes.Execution.Live;

/// <summary>Draws a <see cref="LineSnapshot"/> from what journal and PLC say.</summary>
internal sealed class Picture(PlantLayout layout, Dictionary<string, string> lineOfUnit, LineState state, PlcImage image)
{
    private readonly Dictionary<string, string> palletAt = PalletsByPlace(layout, state);

    public LineSnapshot Draw(DateTimeOffset at, PlcConnection connection, string? shiftId) => new(
        at,
        connection,
        shiftId,
        Math.Round(image.AmbientTempC, 1),
        state.Waiting.Count,
        state.Loads.Values.Count(l => l.Stage is LoadStage.Making or LoadStage.Finishing),
        [.. layout.WorkUnits.Select(Unit)],
        [.. layout.CuringPlaces.Select(Compartment)],
        [.. layout.Plant.CirculationLines.SelectMany(l => l.Pallets.Ids().Select(id => Pallet(l.Id, l.MagazineId, id)))]);

    private static Dictionary<string, string> PalletsByPlace(PlantLayout layout, LineState state)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, pallet) in state.Pallets)
        {
            if (layout.Plant.CirculationLines.All(l => l.MagazineId != pallet.Place))
            {
                places[pallet.Place] = id;
            }
        }

        return places;
    }

    private UnitSnapshot Unit(string unit)
    {
        var known = state.Unit(unit);
        // Until the PLC was read once the image holds resting units: that would be idle, where nothing is known.
        var seen = image.BootId == 0 ? null : image.Units.GetValueOrDefault(unit);
        var command = known.Outstanding;
        var pallet = palletAt.GetValueOrDefault(unit);
        var load = LoadAt(unit, pallet, command);
        var line = lineOfUnit[unit];
        var step = layout.Finishing(line).ToList().FindIndex(s => s.Id == unit);
        return new UnitSnapshot(
            unit,
            line,
            seen?.State ?? PackMlState.Undefined,
            command?.Operation ?? "",
            command?.Code ?? CommandCode.None,
            pallet,
            seen?.PalletId ?? "",
            load?.Load.LoadId,
            load?.ElementIds ?? [],
            Math.Round(seen?.ProgressPercent ?? 0, 1),
            known.FaultCode,
            step < 0 ? 0 : state.Loads.Values.Count(l => l.Stage == LoadStage.Finishing && l.Load.LineId == line && l.StepsDone == step && l != load));
    }

    private LoadState? LoadAt(string unit, string? pallet, CommandIssued? command)
    {
        if (command is not null)
        {
            return state.Loads.GetValueOrDefault(command.LoadId);
        }

        if (pallet is not null)
        {
            // A pallet keeps its load's name on the way back, but carries nothing any more.
            return state.Pallets[pallet] is { Loaded: true } under ? state.Loads.GetValueOrDefault(under.LoadId) : null;
        }

        return state.Moulds.TryGetValue(unit, out var loadId) && state.Loads.TryGetValue(loadId, out var load) && load.Place == unit ? load : null;
    }

    private CompartmentSnapshot Compartment(string place)
    {
        var seen = image.Places.GetValueOrDefault(place);
        var pallet = palletAt.GetValueOrDefault(place);
        var load = LoadAt(place, pallet, null);
        return new CompartmentSnapshot(
            place,
            lineOfUnit[place],
            pallet,
            load?.Load.LoadId,
            load?.ElementIds ?? [],
            seen?.Phase ?? CuringPhase.Empty,
            Math.Round(seen?.TempC ?? 0, 1),
            load?.CuringSince,
            load?.Held ?? false);
    }

    private PalletSnapshot Pallet(string lineId, string magazine, string id)
    {
        if (!state.Pallets.TryGetValue(id, out var pallet))
        {
            return new PalletSnapshot(id, lineId, magazine, null, null);
        }

        var target = state.Units.Values
            .Select(u => u.Outstanding)
            .FirstOrDefault(c => c is { Target.Length: > 0 } && c.Carrier == id)?.Target;
        return new PalletSnapshot(id, lineId, pallet.Place, target, pallet.Loaded ? pallet.LoadId : null);
    }
}
