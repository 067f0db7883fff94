using System.Globalization;
using PrecastMes.Production.Lines;
using PrecastMes.Production.Plants;
using PrecastMes.Server.Hmi.Resources;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>The lanes of a plant's Gantt chart in groups, top to bottom, in the user's language.</summary>
internal sealed class PlantLanes
{
    private const string Other = "other";
    private readonly List<GanttLane> lanes = [];
    private readonly List<GanttGroup> groups = [];
    private readonly Dictionary<string, int> index = [];

    private readonly StaffedHours hours;

    public PlantLanes(Plant plant, ScreenText text, StaffedHours hours)
    {
        this.hours = hours;
        var onLine = plant.MouldTypes.Where(type => plant.CirculationLines.Any(line => line.Id == type.LineId)).ToList();
        foreach (var line in plant.CirculationLines)
        {
            Group($"{line.Id}/wet", plant.CirculationLines.Count > 1 ? $"{text["Lanes.Wet"]} {line.Id}" : text["Lanes.Wet"], false, Stations(line.WetStations));
            Group(
                $"{line.Id}/crane",
                text["Lanes.Crane"],
                false,
                [(line.Chamber.CraneId, $"{line.Chamber.CraneId} {text["Unit.Crane"]}"), (line.MixerId, $"{line.MixerId} {text["Unit.Mixer"]}")]);
            Group(
                $"{line.Id}/chamber",
                text["Lanes.Chamber", line.Chamber.Id],
                true,
                line.Chamber.Compartments().Select(place => (place, place)));
            Group($"{line.Id}/dry", text["Lanes.Dry"], false, Stations(line.DryStations));
            Group($"{line.Id}/finishing", text["Lanes.Finishing"], false, Stations(line.FinishingStations));
        }

        foreach (var area in plant.FixedMouldAreas)
        {
            var moulds = plant.MouldTypes.Where(type => type.LineId == area.Id)
                .SelectMany(type => type.Units().Select(unit => (unit, $"{unit} {text.Name(type.Name)}")));
            Group($"{area.Id}/moulds", text.Name(area.Name), false, moulds);
            Group($"{area.Id}/crews", text["Lanes.Crews"], true, area.Crews.SelectMany(crew => Gangs(crew, text)), id => id[..id.LastIndexOf('/')]);
            Group($"{area.Id}/finishing", text["Lanes.FixedFinishing"], false, Stations(area.FinishingStations));
        }

        foreach (var type in onLine)
        {
            Group($"mould/{type.Id}", text["Lanes.Mould", type.Id, text.Name(type.Name)], true, type.Units().Select(unit => (unit, unit)));
        }

        foreach (var line in plant.CirculationLines)
        {
            Group($"{line.Id}/pallets", text["Lanes.Pallets"], true, line.Pallets.Ids().Select(id => (id, id)));
        }

        IEnumerable<(string Id, string Label)> Stations(IEnumerable<Station> stations) =>
            stations.Select(station => (station.Id, $"{station.Id} {text.Name(station.Name)}"));
    }

    public IReadOnlyList<GanttLane> Lanes => lanes;

    public IReadOnlyList<GanttGroup> Groups => groups;

    /// <summary>Index of a lane. A unit that the plant's files no longer know gets a group of its own, so that no bar is lost.</summary>
    public int IndexOf(string laneId, ScreenText text)
    {
        if (!index.TryGetValue(laneId, out var found))
        {
            found = Add(laneId, laneId);
            var others = groups.Find(group => group.Id == Other);
            groups.RemoveAll(group => group.Id == Other);
            groups.Add(new GanttGroup(Other, text["Lanes.Other"], false, [.. others?.Lanes ?? [], found]));
        }

        return found;
    }

    private static IEnumerable<(string Id, string Label)> Gangs(Crew crew, ScreenText text) =>
        Enumerable.Range(1, crew.Gangs).Select(gang =>
            (PlanBars.GangLane(crew.Id, gang), text.Name(crew.Name) + (crew.Gangs > 1 ? " " + gang.ToString(CultureInfo.InvariantCulture) : "")));

    private void Group(string id, string label, bool collapsed, IEnumerable<(string Id, string Label)> members, Func<string, string>? crewOf = null)
    {
        var added = members.Where(member => !index.ContainsKey(member.Id)).Select(member => Add(member.Id, member.Label, crewOf?.Invoke(member.Id))).ToList();
        if (added.Count > 0)
        {
            groups.Add(new GanttGroup(id, label, collapsed, added));
        }
    }

    private int Add(string id, string label, string? crewId = null)
    {
        lanes.Add(new GanttLane(id, label, hours.OfLane(id, crewId)));
        index[id] = lanes.Count - 1;
        return lanes.Count - 1;
    }
}
