using PrecastMes.Production.Moulds;
using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>
/// How often one mould, pallet or compartment can be used in a week: castings (of compartments, stores) that end (begin) in it when each
/// turn follows the other at once on an otherwise empty line, from the week's first second. Shifts, nights and curing set the rhythm: a mould
/// that cures overnight makes one turn a day however short its work is. A turn that is begun in a week is that week's.
/// Between two turns a mould is cleaned and has its share of maintenance and of the days of its renewal; set-ups between marks depend on the sequence and are not counted.
/// </summary>
internal sealed class Turns(PlantModel model, WeekAxis axis)
{
    private const int DaySeconds = 86_400;

    private readonly Dictionary<(ResourceKind Kind, int Line, string Family, int Elements, int Service, int Away), int[]> _known = [];

    /// <summary>Turns in each week for loads like this one, of a mould with its service; 0 in a week without the time for one.</summary>
    public int[] Of(ResourceKind kind, Load load, MouldType? mould)
    {
        var service = mould is null ? 0 : (mould.CleaningMinutes * 60) + (mould.Maintenance is { } due ? due.Minutes * 60 / due.EveryTurns : 0);
        var away = mould?.Life is { } life ? life.RenewalDays * DaySeconds / life.Turns : 0;
        var key = (kind, load.Line, load.FamilyCode, load.Placements.Length, service, away);
        if (!_known.TryGetValue(key, out var turns))
        {
            var line = model.Lines[load.Line];
            var route = new RouteBound(axis.Calendars, line, load.Work, load.CureSeconds);
            _known.Add(key, turns = [.. Enumerable.Range(0, axis.Weeks.Count).Select(week => kind switch
            {
                ResourceKind.Mould => Castings(line, route, week, free => axis.Calendars.OfPlant.Advance(StripEnd(line, route, free), service) + away),
                ResourceKind.Pallet => Castings(line, route, week, free => EmptyAgain(line, route, free)),
                ResourceKind.Chamber => Stores(line, load.CureSeconds, week),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only moulds, pallets and compartments make turns."),
            })]);
        }

        return turns;
    }

    private int Castings(LineModel line, RouteBound route, int week, Func<int, int> freeAgain)
    {
        var (turns, free) = (0, axis.From[week]);
        while (route.EndOf(line.CastStep, route.ArrivalAt(line.CastStep, free)) <= axis.To[week])
        {
            turns++;
            free = freeAgain(free);
        }

        return turns;
    }

    private static int StripEnd(LineModel line, RouteBound route, int from) => route.EndOf(line.StripStep, route.ArrivalAt(line.StripStep, from));

    private static int EmptyAgain(LineModel line, RouteBound route, int from)
    {
        var transfer = line.Loop!.TransferSeconds;
        var time = route.EndOf(line.LiftStep, route.ArrivalAt(line.LiftStep, from)) + transfer;
        for (var step = line.LiftStep + 1; step < line.FinishingFrom; step++)
        {
            time = route.EndOf(step, time) + transfer;
        }

        return time;
    }

    // Both sides of the chamber are staffed: a load that is cured at night leaves in the morning.
    private int Stores(LineModel line, int cure, int week)
    {
        var chamber = line.Loop!.Chamber;
        var calendars = axis.Calendars.Steps[line.Index];
        WorkCalendar before = calendars[line.FirstDryStep - 1], behind = calendars[line.FirstDryStep];
        var (turns, store) = (0, before.NextWork(axis.From[week]));
        while (store < axis.To[week])
        {
            turns++;
            store = before.NextWork(behind.NextWork(store + chamber.StoreSeconds + cure) + chamber.RetrieveSeconds);
        }

        return turns;
    }
}
