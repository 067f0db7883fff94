using PrecastMes.Production.Moulds;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>
/// The ledgers of a plant's resources, and what a load needs of each:
/// <list type="bullet">
/// <item>a station its work for the load, a blocking one also the moves in and out and, where concrete is cast, the batch;</item>
/// <item>a crew the work of its operations, a mixer the batch, a crane a store and a retrieval;</item>
/// <item>a mould, pallet or compartment the hours of the week divided by the turns that it can make in it (<see cref="Turns"/>).</item>
/// </list>
/// Capacities: units × hours of the week for what makes turns (none in a week without a shift), the hours of its own calendar for what people serve,
/// all hours for automatic stations. Overtime is a reserve and not counted.
/// </summary>
internal sealed class Ledgers
{
    private readonly PlantModel _model;
    private readonly WeekAxis _axis;
    private readonly Turns _turns;
    private readonly IReadOnlyList<Offer> _offers;
    private readonly ResourceLedger[] _moulds;
    private readonly ResourceLedger[] _mixers;
    private readonly ResourceLedger?[] _pallets;
    private readonly ResourceLedger?[] _chambers;
    private readonly ResourceLedger?[] _cranes;
    private readonly ResourceLedger?[][] _steps;

    public Ledgers(PlantModel model, WeekAxis axis, IReadOnlyList<Offer> offers)
    {
        (_model, _axis, _offers, _turns) = (model, axis, offers, new Turns(model, axis));
        var weeks = Enumerable.Range(0, axis.Weeks.Count);
        double[] clock = [.. weeks.Select(axis.ClockHours)], staffed = [.. weeks.Select(axis.StaffedHours)];
        double[] turning = [.. weeks.Select(week => staffed[week] > 0 ? clock[week] : 0)];
        _moulds = [.. model.Moulds.Select(m => Of(ResourceKind.Mould, m.Type.Id, m.Usable, turning))];
        _mixers = [.. model.Mixers.Select((id, mixer) => Of(ResourceKind.Mixer, id, 1, Staffed(axis.Calendars.Mixers[mixer])))];
        _pallets = [.. model.Lines.Select(l => l.Loop is null ? null : Of(ResourceKind.Pallet, l.Id, l.Pallets.Length, turning))];
        _chambers = [.. model.Lines.Select(l => l.Loop is null ? null : Of(ResourceKind.Chamber, l.Loop.Chamber.Id, l.Compartments.Length, turning))];
        _cranes = [.. model.Lines.Select(l => l.Loop is null ? null : Of(ResourceKind.Crane, l.Loop.Chamber.CraneId, 1, staffed))];
        var crews = model.Lines.Select(l => (l.Area?.Crews ?? []).Select((c, crew) => Of(ResourceKind.Crew, $"{l.Id}/{c.Id}", c.Gangs, Staffed(axis.Calendars.Crews[l.Index][crew]))).ToArray()).ToArray();
        _steps = [.. model.Lines.Select(l => l.Steps.Select((s, step) => s.Crew >= 0 ? crews[l.Index][s.Crew]
            : l.Loop is null && step < l.FinishingFrom ? null
            : Of(ResourceKind.Station, s.Station.Id, 1, s.Kind == OperationKind.Clock ? clock : Staffed(axis.Calendars.Steps[l.Index][step]))).ToArray())];
        All = [.. _moulds, .. _pallets.OfType<ResourceLedger>(), .. _chambers.OfType<ResourceLedger>(), .. _cranes.OfType<ResourceLedger>(),
            .. _mixers, .. _steps.SelectMany(s => s).OfType<ResourceLedger>().Distinct()];

        double[] Staffed(WorkCalendar calendar) => [.. weeks.Select(week => axis.StaffedHours(calendar, week))];

        ResourceLedger Of(ResourceKind kind, string id, int units, double[] hours) => new(kind, id, units, [.. hours.Select(h => h * units)], _offers);
    }

    /// <summary>All, in the order of the way of an element's needs: moulds first.</summary>
    public IReadOnlyList<ResourceLedger> All { get; }

    /// <summary>Books a load that is to be cast.</summary>
    public void Book(Load load, int who, int week)
    {
        var line = _model.Lines[load.Line];
        _mixers[line.Mixer].Add(who, week, load.FamilyCode, Hours(line.BatchSeconds));
        Turn(load, who, week);
        Work(load, line, who, week, 0, stored: false);
    }

    /// <summary>Books what is left of a load that is cast; what it holds counts a whole turn.</summary>
    public void Book(Load load, BegunStage stage)
    {
        var line = _model.Lines[load.Line];
        if (stage != BegunStage.Demoulded)
        {
            Turn(load, ResourceLedger.Orders, 0);
        }

        var from = stage switch
        {
            BegunStage.Cast => line.CastStep + 1,
            BegunStage.Curing => line.FirstDryStep,
            _ => line.StripStep + 1,
        };
        Work(load, line, ResourceLedger.Orders, 0, from, stored: stage != BegunStage.Cast);
    }

    private void Turn(Load load, int who, int week)
    {
        for (var i = 0; i < load.NeedTypes.Length; i++)
        {
            Hold(_moulds[load.NeedTypes[i]], ResourceKind.Mould, load.NeedCounts[i], _model.Moulds[load.NeedTypes[i]].Type);
        }

        Hold(_pallets[load.Line], ResourceKind.Pallet, 1);
        Hold(_chambers[load.Line], ResourceKind.Chamber, 1);

        void Hold(ResourceLedger? ledger, ResourceKind kind, int units, MouldType? mould = null)
        {
            // Where the week has no time for a whole turn, the unit is taken for all of it.
            ledger?.Add(who, week, load.FamilyCode, units * _axis.ClockHours(week) / Math.Max(1, _turns.Of(kind, load, mould)[week]));
        }
    }

    private void Work(Load load, LineModel line, int who, int week, int from, bool stored)
    {
        if (line.Loop is { Chamber: var chamber } && from <= line.FirstDryStep)
        {
            _cranes[load.Line]!.Add(who, week, load.FamilyCode, Hours((stored ? 0 : chamber.StoreSeconds) + chamber.RetrieveSeconds));
        }

        for (var step = from; step < line.Steps.Length; step++)
        {
            var work = load.Work[step];
            if (work > 0 && line.Loop is not null && step < line.FinishingFrom)
            {
                work += line.MovesAt(step) + (step == line.CastStep ? line.BatchSeconds : 0);
            }

            _steps[load.Line][step]?.Add(who, week, load.FamilyCode, Hours(work));
        }
    }

    private static double Hours(int seconds) => seconds / 3600.0;
}
