using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Calendars;
using PrecastMes.Scheduling.Decoding;

namespace PrecastMes.Scheduling.Modelling;

/// <summary>Whether the operations of a family fit into the working times of the resources that they need.</summary>
internal sealed class ShiftFit(LineModel[] lines, string[] mixers, ResourceCalendars calendars)
{
    // What works together on a single day only does not let a plan end; weeks repeat, so it is looked for in the last ones of the calendar.
    private const int LastingSeconds = 35 * 86_400;

    private int LastingFrom => Math.Max(0, calendars.End - LastingSeconds);

    private readonly Dictionary<(int Line, string Family, int Elements), ShiftMisfit?> _known = [];
    private readonly ConcreteWindow[] _windows = [.. lines.Select(line => new ConcreteWindow(calendars, line))];

    /// <summary>What stands in the way of a load of a family; null when nothing does.</summary>
    public ShiftMisfit? Of(LineModel line, string familyCode, int elements = 1)
    {
        if (!_known.TryGetValue((line.Index, familyCode, elements), out var misfit))
        {
            int[] work = [.. line.Steps.Select(step => step.Station.WorkSeconds(familyCode, elements))];
            misfit = Enumerable.Range(0, line.Steps.Length).Select(step => OfStep(line, step, work)).FirstOrDefault(each => each is not null) ?? OfConcrete(line, work);
            _known.Add((line.Index, familyCode, elements), misfit);
        }

        return misfit;
    }

    /// <summary>Most elements of a family on a pallet whose work by the element still fits.</summary>
    public int MostElements(LineModel line, string familyCode)
    {
        var most = line.Loop?.Pallets.MaxElements ?? 1;
        while (most > 1 && Of(line, familyCode, most) is not null)
        {
            most--;
        }

        return most;
    }

    private ShiftMisfit? OfStep(LineModel line, int step, int[] work)
    {
        var (station, kind) = (line.Steps[step].Station, line.Steps[step].Kind);
        if (kind == OperationKind.Clock || work[step] == 0)
        {
            return null;
        }

        var own = calendars.Steps[line.Index][step];
        if (line.Steps[step].Crew is >= 0 and var crew && station.CalendarId is { } calendarId && !IsLasting(own))
        {
            var who = line.Area!.Crews[crew];
            return new ShiftMisfit(ShiftMisfit.NoCommonShift, station.Operation, work[step], 0, station.Operation, calendarId, who.Id, Name(who.CalendarId));
        }

        // Concrete is mixed and cast in one piece.
        var batch = step == line.CastStep && calendars.Mixers[line.Mixer] == own ? line.BatchSeconds : 0;
        return kind == OperationKind.NonInterruptible && work[step] + batch > own.LongestWhole()
            ? new ShiftMisfit(ShiftMisfit.NoShift, station.Operation, work[step] + batch, own.LongestWhole())
            : null;
    }

    private ShiftMisfit? OfConcrete(LineModel line, int[] work)
    {
        var mixer = calendars.Mixers[line.Mixer];
        if (line.BatchSeconds > mixer.LongestWindow())
        {
            return new ShiftMisfit(ShiftMisfit.NoShift, mixers[line.Mixer], line.BatchSeconds, mixer.LongestWindow());
        }

        if (calendars.Steps[line.Index][line.CastStep] == mixer || _windows[line.Index].CastsSomewhere(LastingFrom, work))
        {
            return null;
        }

        var step = line.Steps[line.CastStep];
        var (place, calendarId) = step.Crew >= 0
            ? (line.Area!.Crews[step.Crew].Id, step.Station.CalendarId ?? line.Area.Crews[step.Crew].CalendarId)
            : (step.Station.Id, step.Station.CalendarId);
        return new ShiftMisfit(
            ShiftMisfit.NoCommonShift, step.Station.Operation, line.BatchSeconds + work[line.CastStep], 0, place, Name(calendarId), mixers[line.Mixer], Name(calendars.MixerCalendarIds[line.Mixer]));
    }

    private bool IsLasting(WorkCalendar calendar) => calendar.IndexAt(LastingFrom) < calendar.Count;

    private static string Name(string? calendarId) => calendarId ?? ShiftMisfit.PlantsCalendar;
}
