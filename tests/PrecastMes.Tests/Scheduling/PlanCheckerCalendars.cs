using YamlDotNet.RepresentationModel;

namespace PrecastMes.Tests.Scheduling;

/// <summary>By which calendar the checker finds that each resource works, read from the plant's files.</summary>
internal sealed class PlanCheckerCalendars(PlanCheckerInput input, long from, long to)
{
    private readonly Dictionary<string, PlanCheckerCalendar> _known = [];

    public PlanCheckerCalendar OfPlant { get; } = new(input.CalendarFile, from, to);

    public PlanCheckerCalendar OfMixer(string line) => Of(input.Lines[line].Map("mixer")) ?? OfPlant;

    /// <summary>That of an operation on a line: its station's; in a fixed mould its crew's, less what the operation's own leaves out.</summary>
    public PlanCheckerCalendar OfOperation(string line, string operation)
    {
        var key = $"{line}/{operation}";
        if (!_known.TryGetValue(key, out var calendar))
        {
            _known.Add(key, calendar = Find(input.Lines[line], operation));
        }

        return calendar;
    }

    private PlanCheckerCalendar Find(YamlMappingNode line, string operation)
    {
        var places = line.Maps("wetStations").Concat(line.Maps("dryStations")).Concat(line.Maps("finishingStations"));
        if (places.SingleOrDefault(place => place.Text("operation") == operation) is { } station)
        {
            return Of(station) ?? OfPlant;
        }

        var step = line.Maps("operations").Append(line.Map("demould")).Single(each => each.Text("operation") == operation);
        var crew = Of(line.Maps("crews").Single(each => each.Text("id") == step.Text("crew"))) ?? OfPlant;
        return Of(step) is { } own ? crew.And(own) : crew;
    }

    private PlanCheckerCalendar? Of(YamlMappingNode resource)
    {
        if (!resource.Children.ContainsKey("calendar"))
        {
            return null;
        }

        var id = resource.Text("calendar");
        if (!_known.TryGetValue(id, out var calendar))
        {
            _known.Add(id, calendar = new PlanCheckerCalendar(input.CalendarFile, from, to, input.CalendarFile.Map("calendars").Map(id)));
        }

        return calendar;
    }
}
