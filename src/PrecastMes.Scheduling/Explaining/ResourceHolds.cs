using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Scheduling.Explaining;

/// <summary>Who held each resource of a finished schedule; a resource is looked up when it is first asked for.</summary>
internal sealed class ResourceHolds(PlantModel model, Load[] loads, Schedule schedule, Way[] ways, IReadOnlyList<PlannedLoad> released)
{
    private readonly Dictionary<Resource, Holds> _found = [];
    private readonly List<int>[] _ofLine = ByLine(model, loads, schedule);

    public Holds Of(Resource resource)
    {
        if (!_found.TryGetValue(resource, out var holds))
        {
            holds = resource.Kind switch
            {
                ResourceKind.Mould => Moulds(model.Moulds[resource.Index]),
                ResourceKind.MouldUnit => Unit(resource.Index),
                ResourceKind.Pallet => Pallets(model.Lines[resource.Index]),
                ResourceKind.Chamber => Chamber(model.Lines[resource.Index]),
                ResourceKind.Crane => Crane(model.Lines[resource.Index]),
                ResourceKind.Mixer => Mixer(resource.Index),
                ResourceKind.Crew => Crew(model.Lines[resource.Index], resource.Part),
                ResourceKind.Down => new Holds(Outages(model.Lines[resource.Index].Steps[resource.Part].Station.Id), 1),
                _ => Station(model.Lines[resource.Index], resource.Part),
            };
            _found.Add(resource, holds);
        }

        return holds;
    }

    private static List<int>[] ByLine(PlantModel model, Load[] loads, Schedule schedule)
    {
        var of = new List<int>[model.Lines.Length];
        for (var line = 0; line < of.Length; line++)
        {
            of[line] = [];
        }

        for (var load = 0; load < schedule.Count; load++)
        {
            of[loads[load].Line].Add(load);
        }

        foreach (var each in of)
        {
            each.Sort((a, b) => schedule.Release[a] != schedule.Release[b] ? schedule.Release[a].CompareTo(schedule.Release[b]) : a.CompareTo(b));
        }

        return of;
    }

    private Holds Moulds(MouldStock stock)
    {
        var line = Array.FindIndex(model.Lines, each => each.Id == stock.Type.LineId);
        var holds = new List<Hold>();
        foreach (var load in _ofLine[line])
        {
            if (Array.IndexOf(loads[load].NeedTypes, stock.Index) is >= 0 and var need)
            {
                holds.Add(new Hold(schedule.Release[load], schedule.MouldsUntil[load], loads[load].NeedCounts[need], load, ways[line].WorkAt(model.Lines[line].StripStep)));
            }
        }

        AddMoulds(holds, stock.UnitIds);
        return new Holds(holds, stock.UnitIds.Length);
    }

    // What is done on a unit depends on what it was used for before and is used for next.
    private Holds Unit(int unit)
    {
        var stock = model.StockOf(unit);
        var line = Array.FindIndex(model.Lines, each => each.Id == stock.Type.LineId);
        var history = model.MouldHistory;
        var (turns, mark) = (history.Turns[unit], history.LastMark[unit]);
        var free = model.Occupation.MouldFreeAt[unit] is > 0 and var held ? held : Math.Min(0, history.FreeSince[unit]);
        var holds = new List<Hold>();
        AddMoulds(holds, [stock.UnitIds[unit - stock.FirstUnit]]);
        foreach (var load in _ofLine[line])
        {
            if (MarkIn(load, stock, unit) is not (>= 0 and var next))
            {
                continue;
            }

            var ready = stock.ReadyAt(model.Calendar, free, turns, mark, next);
            if (ready > Math.Max(0, free))
            {
                holds.Add(new Hold(Math.Max(0, free), ready, 1, Hold.Service));
            }

            holds.Add(new Hold(schedule.Release[load], schedule.MouldsUntil[load], 1, load, ways[line].WorkAt(model.Lines[line].StripStep)));
            (turns, mark, free) = (turns + 1, next, schedule.MouldsUntil[load]);
        }

        return new Holds(holds, 1);
    }

    private int MarkIn(int load, MouldStock stock, int unit)
    {
        var at = load * schedule.MaxElementsPerLoad;
        for (var need = 0; need < loads[load].NeedTypes.Length; need++)
        {
            for (var n = 0; n < loads[load].NeedCounts[need]; n++, at++)
            {
                if (schedule.MouldUnit[at] == unit && loads[load].NeedTypes[need] == stock.Index)
                {
                    return loads[load].NeedMarks![need][n];
                }
            }
        }

        return -1;
    }

    // What is released keeps a unit from new loads until its last release.
    private void AddMoulds(List<Hold> holds, string[] units) => AddUnits(
        holds,
        units,
        load => load.Elements.Select(element => element.MouldUnit),
        load => load.MouldsUntil,
        model.Disturbances.OfType<MouldBroken>().Select(broken => (broken.MouldUnit, broken.Until is { } until ? model.Second(until) : int.MaxValue)));

    private Holds Pallets(LineModel line)
    {
        var holds = _ofLine[line.Index].ConvertAll(load => new Hold(schedule.Release[load], schedule.PalletUntil[load], 1, load, ways[line.Index].ReturnAt));
        AddUnits(
            holds,
            line.Pallets,
            load => load.PalletId is { } pallet ? [pallet] : [],
            load => load.PalletUntil ?? load.MouldsUntil,
            model.Disturbances.OfType<PalletHeld>().Select(held => (held.PalletId, model.Second(held.Until))));
        return new Holds(holds, line.Pallets.Length);
    }

    private Holds Chamber(LineModel line)
    {
        var holds = _ofLine[line.Index].ConvertAll(load => new Hold(schedule.StoreStart[load], schedule.RetrieveEnd[load], 1, load, ways[line.Index].RetrieveAt));
        AddUnits(holds, line.Compartments, load => [load.Curing.Place], load => load.Curing.RetrieveEnd, []);
        return new Holds(holds, line.Compartments.Length);
    }

    private void AddUnits(
        List<Hold> holds, string[] units, Func<PlannedLoad, IEnumerable<string>> of, Func<PlannedLoad, DateTimeOffset> until, IEnumerable<(string Unit, int Until)> outages)
    {
        var last = new Dictionary<string, Hold>(StringComparer.Ordinal);
        for (var i = 0; i < released.Count; i++)
        {
            foreach (var unit in of(released[i]))
            {
                Later(unit, model.Second(until(released[i])), Hold.Released(i));
            }
        }

        foreach (var (unit, to) in outages)
        {
            Later(unit, to, Hold.Outage);
        }

        holds.AddRange(units.Where(last.ContainsKey).Select(unit => last[unit]));

        void Later(string unit, int to, int holder)
        {
            if (to > 0 && (!last.TryGetValue(unit, out var known) || known.To < to))
            {
                last[unit] = new Hold(0, to, 1, holder);
            }
        }
    }

    private Holds Crane(LineModel line)
    {
        var way = ways[line.Index];
        var holds = Outages(line.Loop!.Chamber.CraneId);
        foreach (var load in _ofLine[line.Index])
        {
            holds.Add(new Hold(schedule.StoreStart[load], schedule.CureStart[load], 1, load, way.StoreAt));
            holds.Add(new Hold(schedule.RetrieveStart[load], schedule.RetrieveEnd[load], 1, load, way.RetrieveAt));
        }

        AddReleased(holds, line, load => [(load.Curing.StoreStart, load.Curing.Start), (load.Curing.RetrieveStart, load.Curing.RetrieveEnd)]);
        return new Holds(holds, 1);
    }

    private Holds Mixer(int mixer)
    {
        var holds = Outages(model.Mixers[mixer]);
        foreach (var line in model.Lines.Where(each => each.Mixer == mixer))
        {
            holds.AddRange(_ofLine[line.Index].Select(load => new Hold(schedule.BatchStart[load], schedule.BatchStart[load] + line.BatchSeconds, 1, load, ways[line.Index].BatchAt)));
            AddReleased(holds, line, load => [(load.Batch.Start, load.Batch.End)]);
        }

        return new Holds(holds, 1);
    }

    private Holds Crew(LineModel line, int crew)
    {
        var way = ways[line.Index];
        var id = line.Area!.Crews[crew].Id;
        var holds = new List<Hold>();
        for (var step = 0; step < line.FinishingFrom; step++)
        {
            if (line.Steps[step].Crew == crew)
            {
                // A gang stands by while the concrete for its casting is mixed.
                var work = way.WorkAt(step);
                var from = step == line.CastStep ? way.BatchAt : work;
                holds.AddRange(_ofLine[line.Index].Select(load => new Hold(way.Of(load, from).From, way.Of(load, work).To, 1, load, work)));
            }
        }

        AddReleased(holds, line, load => load.Operations.Where(operation => operation.Crew == id).Select(operation => (operation.Start, operation.End)));
        holds.AddRange(model.Disturbances.OfType<CrewMissing>().Where(missing => missing.LineId == line.Id && missing.CrewId == id)
            .Select(missing => new Hold(model.Second(missing.From), model.Second(missing.Until), missing.Gangs, Hold.Outage)));
        return new Holds(holds, line.Area.Crews[crew].Gangs);
    }

    private Holds Station(LineModel line, int step)
    {
        var way = ways[line.Index];
        var code = line.Steps[step].Station.Operation;
        if (step >= line.FinishingFrom)
        {
            var places = Outages(line.Steps[step].Station.Id);
            places.AddRange(_ofLine[line.Index].Select(load => (Times: way.Of(load, way.WorkAt(step)), Load: load)).Select(each => new Hold(each.Times.From, each.Times.To, 1, each.Load, way.WorkAt(step))));
            AddReleased(places, line, load => load.Operations.Where(operation => operation.Operation == code).Select(operation => (operation.Start, operation.End)));
            return new Holds(places, 1);
        }

        // A pallet holds two stations while it moves between them.
        var leave = way.LeaveAt(step);
        var holds = _ofLine[line.Index].ConvertAll(load => new Hold(way.Of(load, way.ArriveAt(step)).From, way.Of(load, leave).To, 1, load, leave));
        var approach = TimeSpan.FromSeconds(step == line.FirstDryStep ? line.Loop!.Chamber.RetrieveSeconds : line.Loop!.TransferSeconds);
        AddReleased(holds, line, load => load.Operations.Where(operation => operation.Operation == code).Select(operation => (operation.Arrive - approach, operation.Leave)));
        return new Holds(holds, 1);
    }

    private void AddReleased(List<Hold> holds, LineModel line, Func<PlannedLoad, IEnumerable<(DateTimeOffset From, DateTimeOffset To)>> times)
    {
        for (var i = 0; i < released.Count; i++)
        {
            if (released[i].LineId == line.Id)
            {
                holds.AddRange(times(released[i]).Select(time => new Hold(model.Second(time.From), model.Second(time.To), 1, Hold.Released(i))).Where(hold => hold.To > 0));
            }
        }
    }

    private List<Hold> Outages(string unit) =>
        [.. model.Disturbances.OfType<StationDown>().Where(down => down.Unit == unit && model.Second(down.Until) > 0)
            .Select(down => new Hold(model.Second(down.From), model.Second(down.Until), 1, Hold.Outage))];
}
