using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Explaining;

/// <summary>
/// Says for each late element what binds. If even alone on an empty line it would be late, its route does, or its release when only
/// that is too late. Otherwise the staffed time between its release, or the plan's start, and its finish in which nothing happened to it is booked to what it waited for, and
/// the greatest account is the reason: a resource that was busy, or one whose own calendar kept it away while the plant worked; only when it
/// waited for nothing are nights and days off to blame.
/// </summary>
internal sealed class LateReasons(PlantModel model, Load[] loads, Schedule schedule, PlanDraft draft)
{
    private readonly Dictionary<(int MouldType, int Line, int Spare), Shortage> _shortages = [];
    private readonly AloneRoutes _alone = new(model);
    private readonly Dictionary<int, (string Code, string Resource)> _bottlenecks = [];

    /// <summary>The late elements by finish of their loads.</summary>
    public IReadOnlyList<LateElement> Explain()
    {
        var late = new List<LateElement>();
        foreach (var load in Enumerable.Range(0, schedule.Count).Where(i => loads[i].Dues[0] < schedule.Finish[i]).OrderBy(i => schedule.Finish[i]).ThenBy(i => i))
        {
            var waited = Waits(load).Greatest() ?? ("calendar", "");
            foreach (var placement in loads[load].Placements)
            {
                var element = model.Elements[placement.Element];
                if (element.Due >= schedule.Finish[load])
                {
                    continue;
                }

                var (code, resource) = _alone.FinishFrom(0, element) > element.Due ? ("route", "") : _alone.Late(element) > 0 ? ("release", "") : waited;
                late.Add(new LateElement(
                    element.Element.Id, draft.IdOf(load), model.Instant(element.Due), model.Instant(schedule.Finish[load]), code, resource));
            }
        }

        return late;
    }

    private WaitAccount Waits(int load)
    {
        var account = new WaitAccount();
        var line = model.Lines[loads[load].Line];
        BeforeStart(account, load, line);
        var transfer = line.Loop?.TransferSeconds ?? 0;
        for (var step = 0; step <= line.FinalStep; step++)
        {
            if (step > line.LiftStep && step < line.FinishingFrom)
            {
                continue;
            }

            var at = (load * schedule.MaxSteps) + step;
            var station = line.Steps[step].Station.Id;
            if (step == line.CastStep)
            {
                Waited(account, "station", model.Mixers[line.Mixer], model.Calendars.Mixers[line.Mixer], ReadyAt(load, line, step), schedule.BatchStart[load]);
            }
            else if (step >= line.FinishingFrom)
            {
                Waited(account, "station", station, model.Calendars.Steps[line.Index][step], ReadyAt(load, line, step), schedule.Start[at]);
            }
            else if (line.Area is { } area && step > 0 && line.Steps[step].Crew >= 0)
            {
                Waited(account, "crew", area.Crews[line.Steps[step].Crew].Id, model.Calendars.Steps[line.Index][step], ReadyAt(load, line, step), schedule.Start[at]);
            }

            if (line.Loop is not null && step < line.FinishingFrom && step != line.CastStep && model.Calendars.Steps[line.Index][step] != model.Calendar)
            {
                Waited(account, "station", station, model.Calendars.Steps[line.Index][step], schedule.Arrive[at], schedule.Start[at]);
            }

            if (line.Loop is null || step >= line.LiftStep)
            {
                continue;
            }

            if (step == line.FirstDryStep - 1)
            {
                AroundChamber(account, load, line, schedule.End[at]);
            }
            else
            {
                account.Add("station", line.Steps[step + 1].Station.Id, Staffed(schedule.End[at], schedule.Leave[at] - transfer));
            }
        }

        return account;
    }

    private int Staffed(int from, int to) => model.Calendar.Worked(from, to);

    // While the plant works and the resource doesn't, it is not busy: its own calendar is waited for.
    private void Waited(WaitAccount account, string code, string resource, WorkCalendar calendar, int from, int to)
    {
        account.Add(code, resource, calendar.Worked(from, to));
        account.Add("calendar", resource, Staffed(from, to) - model.Calendars.Common(model.Calendar, calendar).Worked(from, to));
    }

    /// <summary>From when the step could have begun.</summary>
    private int ReadyAt(int load, LineModel line, int step)
    {
        var at = (load * schedule.MaxSteps) + step;
        if (step == line.FinishingFrom)
        {
            return schedule.End[(load * schedule.MaxSteps) + line.LiftStep];
        }

        if (step < line.FinishingFrom && line.Loop is not null)
        {
            return schedule.Arrive[at];
        }

        return step == line.FirstDryStep ? schedule.CureEnd[load] : step == 0 ? schedule.Release[load] : schedule.End[at - 1];
    }

    private void AroundChamber(WaitAccount account, int load, LineModel line, int ready)
    {
        var loop = line.Loop!;
        var stored = schedule.StoreStart[load];
        var full = Enumerable.Range(0, schedule.Count)
            .Count(i => i != load && loads[i].Line == line.Index && schedule.StoreStart[i] <= ready && schedule.RetrieveEnd[i] > ready);
        var (code, resource) = full >= line.Compartments.Length ? ("chamber", loop.Chamber.Id) : ("station", loop.Chamber.CraneId);
        account.Add(code, resource, Staffed(ready, stored));
        account.Add("station", line.Steps[line.FirstDryStep].Station.Id, Staffed(schedule.CureEnd[load], schedule.RetrieveStart[load]));
    }

    /// <summary>Before a load starts it waits for its scarcest mould, for a pallet, or for its turn at what limits the line.</summary>
    private void BeforeStart(WaitAccount account, int load, LineModel line)
    {
        var start = schedule.Release[load];
        var release = loads[load].Release;
        long rest = Staffed(release, start);
        long longest = 0;
        var scarce = "";
        for (var i = 0; i < loads[load].NeedTypes.Length; i++)
        {
            var type = loads[load].NeedTypes[i];
            var stock = model.Moulds[type];
            var held = Shortage((type, -1, stock.UnitIds.Length - loads[load].NeedCounts[i]), release, start);
            if (held > longest)
            {
                longest = held;
                scarce = stock.Type.Id;
            }
        }

        account.Add("mould", scarce, longest);
        rest -= longest;
        if (line.Loop is not null)
        {
            var pallets = Shortage((-1, line.Index, line.Pallets.Length - 1), release, start);
            account.Add("pallet", line.Id, Math.Min(rest, pallets));
            rest -= pallets;
        }

        if (!_bottlenecks.TryGetValue(line.Index, out var bottleneck))
        {
            bottleneck = Bottleneck(line);
            _bottlenecks.Add(line.Index, bottleneck);
        }

        var (code, resource) = bottleneck;
        account.Add(code, resource, rest);
    }

    private static int NeedOf(Load load, int type)
    {
        var i = Array.IndexOf(load.NeedTypes, type);
        return i < 0 ? 0 : load.NeedCounts[i];
    }

    // A load that starts at an instant holds nothing before it, so that one account serves all loads with the same need.
    private long Shortage((int MouldType, int Line, int Spare) key, int from, int until)
    {
        if (!_shortages.TryGetValue(key, out var shortage))
        {
            shortage = new Shortage(model.Calendar, key.MouldType >= 0 ? MouldHolds(key.MouldType) : PalletHolds(key.Line), key.Spare);
            _shortages.Add(key, shortage);
        }

        return shortage.Before(until) - shortage.Before(from);
    }

    private IEnumerable<(int From, int To, int Count)> MouldHolds(int type)
    {
        var stock = model.Moulds[type];
        return Enumerable.Range(0, schedule.Count).Select(j => (schedule.Release[j], model.Calendar.Advance(schedule.MouldsUntil[j], stock.Type.CleaningMinutes * 60), NeedOf(loads[j], type)))
            .Concat(stock.UnitIds.Select((_, u) => (0, model.Occupation.MouldFreeAt[stock.FirstUnit + u], 1)));
    }

    private IEnumerable<(int From, int To, int Count)> PalletHolds(int line) =>
        Enumerable.Range(0, schedule.Count).Where(j => loads[j].Line == line).Select(j => (schedule.Release[j], schedule.PalletUntil[j], 1));

    /// <summary>The station, crew or mixer that is busiest with the loads of the line, moves included.</summary>
    private (string Code, string Resource) Bottleneck(LineModel line)
    {
        var mine = loads.Where(l => l.Line == line.Index).ToList();
        if (line.Area is { } area)
        {
            var crew = Enumerable.Range(0, area.Crews.Count).MaxBy(c =>
                mine.Sum(l => Enumerable.Range(0, line.FinishingFrom).Where(s => line.Steps[s].Crew == c).Sum(s => l.Work[s])) / (double)area.Crews[c].Gangs);
            return ("crew", area.Crews[crew].Id);
        }

        var busiest = Enumerable.Range(0, line.LiftStep + 1).MaxBy(s =>
            mine.Sum(l => l.Work[s] + (s == line.CastStep ? line.BatchSeconds : 0) + Moves(line, s)));
        return ("station", line.Steps[busiest].Station.Id);
    }

    private static int Moves(LineModel line, int step)
    {
        var loop = line.Loop!;
        return (step == line.FirstDryStep ? loop.Chamber.RetrieveSeconds : loop.TransferSeconds)
            + (step == line.FirstDryStep - 1 ? loop.Chamber.StoreSeconds : loop.TransferSeconds);
    }
}
