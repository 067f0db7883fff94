using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Modelling;

namespace PrecastMes.Scheduling.Calendars;

/// <summary>
/// The working time of each resource of a plant, on the seconds of a plan. Resources with one calendar share one object; where two
/// people or places are needed together, it is the time that both have. Cranes and pallets move at any hour; moulds are worked on
/// between two uses in the plant's shifts.
/// </summary>
internal sealed class ResourceCalendars
{
    private readonly Plant _plant;
    private readonly Dictionary<string, WorkCalendar> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<(WorkCalendar, WorkCalendar), WorkCalendar> _common = [];

    /// <param name="plant">The plant.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="mixers">Ids of its mixers.</param>
    /// <param name="origin">Second 0.</param>
    /// <param name="days">How far the calendars are laid.</param>
    public ResourceCalendars(Plant plant, LineModel[] lines, string[] mixers, DateTimeOffset origin, int days)
    {
        _plant = plant;
        End = days * 86_400;
        OfPlant = WorkCalendarBuilder.Build(plant.Calendar, origin, days);
        foreach (var (id, calendar) in plant.Calendars)
        {
            _named.Add(id, WorkCalendarBuilder.Build(calendar, origin, days));
        }

        MixerCalendarIds = [.. mixers.Select(CalendarOfMixer)];
        Mixers = [.. MixerCalendarIds.Select(Of)];
        Crews = [.. lines.Select(line => (line.Area?.Crews ?? []).Select(crew => Of(crew.CalendarId)).ToArray())];
        Steps = [.. lines.Select(line => line.Steps.Select(step => OfStep(line, step)).ToArray())];
    }

    private ResourceCalendars(ResourceCalendars other, Func<WorkCalendar, WorkCalendar> changed)
    {
        _plant = other._plant;
        End = other.End;
        OfPlant = changed(other.OfPlant);
        _named = other._named.ToDictionary(named => named.Key, named => changed(named.Value), StringComparer.Ordinal);
        MixerCalendarIds = other.MixerCalendarIds;
        Mixers = Array.ConvertAll(other.Mixers, changed.Invoke);
        Crews = Array.ConvertAll(other.Crews, line => Array.ConvertAll(line, changed.Invoke));
        Steps = Array.ConvertAll(other.Steps, line => Array.ConvertAll(line, changed.Invoke));
    }

    /// <summary>Where the calendars end, seconds.</summary>
    public int End { get; }

    /// <summary>The plant's.</summary>
    public WorkCalendar OfPlant { get; }

    /// <summary>By line and step: the station's, or in a fixed mould the crew's.</summary>
    public WorkCalendar[][] Steps { get; }

    /// <summary>By line and crew.</summary>
    public WorkCalendar[][] Crews { get; }

    /// <summary>By mixer.</summary>
    public WorkCalendar[] Mixers { get; }

    /// <summary>Id of each mixer's own calendar; null where it works by the plant's.</summary>
    public string?[] MixerCalendarIds { get; }

    /// <summary>A calendar by id, or the plant's.</summary>
    public WorkCalendar Of(string? calendarId) => calendarId is null ? OfPlant : _named[calendarId];

    /// <summary>The same calendars without overtime at the ends of shifts that are closed to it; shared ones stay shared.</summary>
    public ResourceCalendars WithoutOvertime(Func<int, bool> isClosed)
    {
        var changed = new Dictionary<WorkCalendar, WorkCalendar>();
        return new ResourceCalendars(this, calendar =>
        {
            if (!changed.TryGetValue(calendar, out var without))
            {
                changed.Add(calendar, without = calendar.WithoutOvertime(isClosed));
            }

            return without;
        });
    }

    /// <summary>The time that two calendars have in common.</summary>
    public WorkCalendar Common(WorkCalendar one, WorkCalendar other)
    {
        if (one == other)
        {
            return one;
        }

        if (!_common.TryGetValue((one, other), out var common))
        {
            _common.Add((one, other), common = WorkCalendar.Common(one, other));
        }

        return common;
    }

    /// <summary>How many times more staffed time the plant has than the resource that has least, 1 or more; what never works is left out.</summary>
    public double Sparsity(LineModel[] lines)
    {
        var casting = lines.Select(line => Common(Mixers[line.Mixer], Steps[line.Index][line.CastStep]));
        var least = Steps.SelectMany(steps => steps).Concat(casting).Select(calendar => calendar.Staffed).Where(seconds => seconds > 0).DefaultIfEmpty(1).Min();
        return Math.Max(1, (double)OfPlant.Staffed / least);
    }

    private WorkCalendar OfStep(LineModel line, StationModel step)
    {
        if (step.Crew < 0)
        {
            return Of(step.Station.CalendarId);
        }

        var crew = Crews[line.Index][step.Crew];
        return step.Station.CalendarId is null ? crew : Common(Of(step.Station.CalendarId), crew);
    }

    private string? CalendarOfMixer(string mixer)
    {
        string?[] said =
        [
            .. _plant.CirculationLines.Where(line => line.MixerId == mixer).Select(line => line.MixerCalendarId)
                .Concat(_plant.FixedMouldAreas.Where(area => area.MixerId == mixer).Select(area => area.MixerCalendarId)).Distinct(),
        ];
        return said.Length == 1
            ? said[0]
            : throw new ArgumentException($"Mixer {mixer} works by {said.Length} calendars: {string.Join(", ", said.Select(id => id ?? "the plant's"))}. Maybe the plant was not checked when it was read.");
    }
}
