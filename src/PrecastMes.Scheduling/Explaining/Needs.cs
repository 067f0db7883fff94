using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Decoding;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Explaining;

/// <summary>What a line's loads need to begin an activity, and when the calendar alone would let them: the rules of the simulation, seen from outside.</summary>
internal sealed class Needs(PlantModel model, LineModel line, Load[] loads, Schedule schedule)
{
    private static readonly Reservations NoOutage = new();
    private readonly ConcreteWindow _window = new(model.Calendars, line);
    private readonly WorkCalendar[] _calendars = model.Calendars.Steps[line.Index];
    private readonly List<Need> _found = [];

    /// <summary>
    /// The resources; the list is good until the next call. Of those that come free at one instant the last is named, and those with many
    /// units come late: they are looked at only back to what was found before.
    /// </summary>
    public IReadOnlyList<Need> Of(int load, Activity activity)
    {
        _found.Clear();
        var step = activity.Step;
        switch (activity.Kind)
        {
            case ActivityKind.Enter:
                MouldUnits(load);
                Add(new Resource(ResourceKind.Station, line.Index, step), BindingRule.Turn, Station(step));
                Add(new Resource(ResourceKind.Pallet, line.Index), BindingRule.Pallet, line.Id);
                Moulds(load);
                break;
            case ActivityKind.Move:
                Add(new Resource(ResourceKind.Station, line.Index, step), BindingRule.Station, Station(step));
                break;
            case ActivityKind.Batch:
                Add(new Resource(ResourceKind.Mixer, line.Mixer), BindingRule.Mixer, model.Mixers[line.Mixer]);
                InMould(load, step);
                break;
            case ActivityKind.Store:
                Add(new Resource(ResourceKind.Crane, line.Index), BindingRule.Crane, line.Loop!.Chamber.CraneId);
                Add(new Resource(ResourceKind.Chamber, line.Index), BindingRule.Chamber, line.Loop.Chamber.Id);
                break;
            case ActivityKind.Retrieve:
                Add(new Resource(ResourceKind.Crane, line.Index), BindingRule.Crane, line.Loop!.Chamber.CraneId);
                Add(new Resource(ResourceKind.Station, line.Index, step), BindingRule.Station, Station(step));
                break;
            case ActivityKind.Work when step >= line.FinishingFrom:
                Add(new Resource(ResourceKind.Station, line.Index, step), BindingRule.Station, Station(step));
                break;
            case ActivityKind.Work when line.Loop is not null:
                Add(new Resource(ResourceKind.Down, line.Index, step), BindingRule.Outage, Station(step));
                break;
            case ActivityKind.Work when step != line.CastStep:
                InMould(load, step);
                break;
        }

        return _found;
    }

    /// <summary>When the working time of its station, crew or mixer lets it begin, at or after an instant, if nothing else is in the way.</summary>
    public int Opens(int load, Activity activity, int from)
    {
        var step = activity.Step;
        var work = loads[load].Work[step];
        switch (activity.Kind)
        {
            case ActivityKind.Enter when line.Steps[step].Kind != OperationKind.Clock:
                var transfer = line.Loop!.TransferSeconds;
                return _calendars[step].NextWork(from + transfer) - transfer;
            case ActivityKind.Batch:
                return _window.EarliestBatch(from, loads[load].Work, NoOutage);
            case ActivityKind.Work:
                _calendars[step].Lay(line.Steps[step].Kind, from, work, out var start, out _);
                return start;
            default:
                return from;
        }
    }

    /// <summary>As <see cref="Opens"/>, with the outages of the casting station, before which concrete is not mixed.</summary>
    public int OpensBesideOutages(int load, Activity activity, int from) => activity.Kind == ActivityKind.Batch && line.Loop is not null
        ? _window.EarliestBatch(from, loads[load].Work, model.Occupation.Down[line.Index][line.CastStep])
        : Opens(load, activity, from);

    /// <summary>
    /// The resource for whose own calendar an activity waits until it <see cref="Opens"/>, because a second earlier it would not have worked long
    /// enough; null where that works by the plant's.
    /// </summary>
    public string? OwnCalendarBefore(int load, Activity activity, int opens)
    {
        var step = activity.Step;
        switch (activity.Kind)
        {
            case ActivityKind.Enter:
                return OwnOf(step, opens - 1 + line.Loop!.TransferSeconds, 1);
            case ActivityKind.Batch when _window.WaitsFor(opens, loads[load].Work) is var waits && waits != ConcreteWindow.TheMixer:
                return OwnOf(waits, opens - 1, loads[load].Work[waits]);
            case ActivityKind.Batch:
                return model.Calendars.MixerCalendarIds[line.Mixer] is null ? null : model.Mixers[line.Mixer];
            case ActivityKind.Work:
                return OwnOf(step, opens - 1, loads[load].Work[step]);
            default:
                return null;
        }
    }

    /// <summary>The unit at which a load is in an activity.</summary>
    public string Unit(int load, Activity activity) => activity.Kind switch
    {
        ActivityKind.Batch => model.Mixers[line.Mixer],
        ActivityKind.Store or ActivityKind.Retrieve => line.Loop!.Chamber.CraneId,
        ActivityKind.Cure => model.Family(loads[load].FamilyCode).CuringProgramId,
        ActivityKind.Return => line.Loop!.MagazineId,
        ActivityKind.Work when line.Loop is null && activity.Step < line.FinishingFrom => MouldUnit(load),
        _ => Station(activity.Step),
    };

    // Of a crew and an operation in a mould that both have their calendars, the crew when it alone would have to be waited for.
    private string? OwnOf(int step, int second, int work)
    {
        var station = line.Steps[step].Station;
        if (line.Steps[step].Crew is not (>= 0 and var crew))
        {
            return station.CalendarId is null ? null : station.Id;
        }

        model.Calendars.Crews[line.Index][crew].Lay(line.Steps[step].Kind, second, work, out var start, out _);
        var who = line.Area!.Crews[crew];
        return start > second || station.CalendarId is null ? who.CalendarId is null ? null : who.Id : station.Operation;
    }

    private string Station(int step) => line.Steps[step].Station.Id;

    private string MouldUnit(int load)
    {
        var stock = model.Moulds[loads[load].NeedTypes[0]];
        return stock.UnitIds[schedule.MouldUnit[load * schedule.MaxElementsPerLoad] - stock.FirstUnit];
    }

    private void Add(Resource resource, string rule, string name) => _found.Add(new Need(resource, 1, rule, name));

    private void Moulds(int load)
    {
        for (var i = 0; i < loads[load].NeedTypes.Length; i++)
        {
            var stock = model.Moulds[loads[load].NeedTypes[i]];
            if (!stock.IsServiced)
            {
                _found.Add(new Need(new Resource(ResourceKind.Mould, stock.Index), loads[load].NeedCounts[i], BindingRule.Mould, stock.Type.Id));
            }
        }
    }

    // Where moulds are worked on between two uses, the units that it takes are those that could be ready first.
    private void MouldUnits(int load)
    {
        var at = load * schedule.MaxElementsPerLoad;
        for (var i = 0; i < loads[load].NeedTypes.Length; i++)
        {
            var stock = model.Moulds[loads[load].NeedTypes[i]];
            for (var n = 0; n < loads[load].NeedCounts[i]; n++, at++)
            {
                if (stock.IsServiced)
                {
                    Add(new Resource(ResourceKind.MouldUnit, schedule.MouldUnit[at]), BindingRule.Mould, stock.Type.Id);
                }
            }
        }
    }

    private void InMould(int load, int step)
    {
        if (line.Area is not { } area)
        {
            return;
        }

        if (line.Steps[step].Crew is >= 0 and var crew)
        {
            Add(new Resource(ResourceKind.Crew, line.Index, crew), BindingRule.Crew, area.Crews[crew].Id);
        }

        if (step == 0)
        {
            MouldUnits(load);
            Moulds(load);
        }
    }
}
