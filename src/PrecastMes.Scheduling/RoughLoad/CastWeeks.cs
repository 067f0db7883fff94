using PrecastMes.Scheduling.Bounds;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>
/// The week in which an element has to be cast: that of the latest end of casting from which, on an otherwise empty line, final
/// inspection ends by the due instant, which is the start of the need date less the yard's lead days. The way behind casting is the
/// fine plan's: work, moves and curing on the plant's calendar, nights and days off included. What can't be on time any more stands in the week in which it can be cast first: now, or when its
/// drawings are released.
/// </summary>
internal sealed class CastWeeks(PlantModel model, WeekAxis axis)
{
    private readonly Dictionary<(string Family, int Due, int Release), (int Week, bool Overdue)> _known = [];

    /// <summary>The week by number, the number of weeks when it is after the last, and whether it is too late already.</summary>
    public (int Week, bool Overdue) Of(ElementModel element)
    {
        var key = (element.Element.FamilyCode, element.Due, element.Release);
        if (!_known.TryGetValue(key, out var found))
        {
            _known.Add(key, found = Find(element));
        }

        return found;
    }

    private (int Week, bool Overdue) Find(ElementModel element)
    {
        if (element.Release >= axis.End)
        {
            return (axis.Weeks.Count, element.Release >= element.Due);
        }

        var line = model.Lines[element.Line];
        int[] work = [.. line.Steps.Select(s => s.Station.WorkSeconds(element.Element.FamilyCode, 1))];
        var route = new RouteBound(axis.Calendars, line, work, element.CureSeconds);
        int least = route.ArrivalAt(line.CastStep, element.Release), most = axis.End;
        if (!IsOnTime(least))
        {
            return (axis.WeekOf(route.EndOf(line.CastStep, least)), true);
        }

        if (IsOnTime(most))
        {
            return (axis.Weeks.Count, false);
        }

        // Later arrivals never finish earlier, so the last one that is on time is found by halving.
        while (most - least > 1)
        {
            var middle = least + ((most - least) / 2);
            (least, most) = IsOnTime(middle) ? (middle, most) : (least, middle);
        }

        return (axis.WeekOf(route.EndOf(line.CastStep, least)), false);

        bool IsOnTime(int arrival) => route.FinishAfter(line.CastStep, route.EndOf(line.CastStep, arrival)) <= element.Due;
    }
}
