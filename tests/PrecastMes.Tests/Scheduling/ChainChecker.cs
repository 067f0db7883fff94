using System.Text.Json;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Plants;

namespace PrecastMes.Tests.Scheduling;

/// <summary>
/// Follows the chains of late floors as an outsider would: from the JSON text of plans, the plant's data and the orders alone, sharing no
/// code with the planner. A finding is a text that begins with the floor.
/// </summary>
internal sealed class ChainChecker
{
    private readonly Plant _plant;
    private readonly Dictionary<string, Element> _elements;
    private readonly Dictionary<string, JsonElement> _loads;
    private readonly ILookup<string, (long From, long To, string Load)> _holds;
    private readonly JsonElement _plan;
    private readonly bool _besideOthers;
    private readonly List<string> _findings = [];

    private ChainChecker(Plant plant, IEnumerable<Element> elements, string plan, string[] earlier)
    {
        _plant = plant;
        _elements = elements.ToDictionary(element => element.Id);
        _besideOthers = earlier.Length > 0;
        _plan = JsonDocument.Parse(plan).RootElement;
        var documents = earlier.Select(text => JsonDocument.Parse(text).RootElement).Append(_plan).ToList();
        var all = documents.SelectMany(document => document.List("loads"));
        _loads = all.ToDictionary(load => load.Text("loadId"));
        _holds = _loads.Values.SelectMany(Holds).ToLookup(hold => hold.Resource, hold => (hold.From, hold.To, hold.Load));
    }

    public int Links { get; private set; }

    public HashSet<string> Rules { get; } = [];

    public IReadOnlyList<string> Findings => _findings;

    public static ChainChecker Check(Plant plant, IEnumerable<Element> elements, string plan, params string[] earlier)
    {
        var checker = new ChainChecker(plant, elements, plan, earlier);
        checker.CheckFloors();
        return checker;
    }

    private void CheckFloors()
    {
        var late = _plan.List("late").GroupBy(each => Floor(_elements[each.Text("elementId")])).ToDictionary(floor => floor.Key);
        var floors = _plan.List("lateFloors");
        if (floors.Count != late.Count)
        {
            _findings.Add($"{late.Count} floors are late, {floors.Count} are named");
        }

        foreach (var floor in floors)
        {
            var name = $"{floor.Text("projectId")}-{floor.Text("building")}-{floor.Number("floor")}";
            if (!late.TryGetValue(name, out var elements) || floor.At("finishAt") != elements.Max(each => each.At("finishAt")) || floor.Number("elements") != elements.Count())
            {
                _findings.Add($"{name}: is not late like that");
                continue;
            }

            var last = elements.Where(each => each.At("finishAt") == floor.At("finishAt")).Select(each => each.Text("loadId")).ToHashSet();
            CheckChain(name, floor.List("chain"), floor.At("finishAt"), last);
        }
    }

    private void CheckChain(string name, List<JsonElement> chain, long finish, HashSet<string> last)
    {
        Require(chain.Count > 0 && chain[0].At("since") == _plan.At("startAt") && chain[^1].At("until") == finish, name, "does not go from the plan's start to the floor's finish");
        Require(last.Contains(Actor(chain[^1])), name, "does not end in the load that finishes last");
        for (var i = 0; i < chain.Count; i++)
        {
            var link = chain[i];
            Links++;
            Rules.Add(link.Text("rule"));
            Require(link.At("until") > link.At("since"), name, $"link {i} is empty");
            if (i > 0)
            {
                Require(chain[i - 1].At("until") == link.At("since"), name, $"link {i} does not touch the one before");
                Require(link.Number("loads") > 1 || Actor(link) == chain[i - 1].Text("loadId"), name, $"link {i} is of {Actor(link)}, and {chain[i - 1].Text("loadId")} waited before");
            }

            CheckLink($"{name} link {i} ({link.Text("rule")} {link.Text("resource")})", link);
        }
    }

    private void CheckLink(string name, JsonElement link)
    {
        long since = link.At("since"), until = link.At("until");
        var load = _loads[link.Text("loadId")];
        switch (link.Text("rule"))
        {
            case "work":
                Require(Covers(Works(load).Where(work => work.Unit == link.Text("resource")).Select(work => (work.From, work.To)), since, until), name, "the load does not work there");
                break;
            case "cure":
                Require(load.GetProperty("curing").At("start") == since && load.GetProperty("curing").At("end") == until, name, "the load does not cure then");
                break;
            case "shift" or "calendar" or "planned" or "outage" or "service" or "release":
                Require(!load.List("operations").Any(work => work.At("start") < until && since < work.At("end") && !IsBranch(load, work)), name, "the load works meanwhile");
                Require((link.Text("rule") == "calendar") == (link.Text("resource").Length > 0) || link.Text("rule") is not ("shift" or "calendar"), name, "names a resource or none against its rule");
                Require(link.Text("rule") != "calendar" || Staffed(CalendarOf(link.Text("resource")), since, until) < until - since, name, "works all that time");
                Require(link.Text("rule") != "shift" || Staffed(since, until) < until - since, name, "all that time is staffed");
                break;
            case "earlier" or "given":
                break;
            case "turn" when !link.TryGetProperty("heldBy", out _):
                Rules.Add("turn without holder");
                break;
            default:
                CheckHeld(name, link, since, until);
                break;
        }
    }

    private void CheckHeld(string name, JsonElement link, long since, long until)
    {
        var holds = _holds[Key(link.Text("rule"), link.Text("resource"))].ToList();
        var holder = link.Text("heldBy");
        Require(holds.Exists(hold => hold.Load == holder && hold.To == until && (link.Number("loads") > 1 || hold.From <= since)), name, $"{holder} does not hold it until then");
        Require(Covers(holds.Select(hold => (hold.From, hold.To)), since, until), name, "somebody has to hold it all the time");

        // Whoever waited could not have it a second earlier. What an earlier plan still needs is kept from new loads between its holds, and a
        // mould that is worked on isn't held.
        if (_besideOthers || _plant.MouldTypes.Any(type => type.Id == link.Text("resource") && (type.CleaningMinutes > 0 || type.Maintenance is not null || type.Changeovers.Count > 0)))
        {
            return;
        }

        var held = holds.Count(hold => hold.From < until && hold.To >= until);
        Require(held > Capacity(link.Text("rule"), link.Text("resource")) - Need(link), name, $"only {held} are held just before");
    }

    private long Staffed(long since, long until) =>
        _plant.Calendar.Between(DateTimeOffset.FromUnixTimeSeconds(since), DateTimeOffset.FromUnixTimeSeconds(until))
            .Sum(shift => Math.Max(0, Math.Min(until, shift.End.ToUnixTimeSeconds()) - Math.Max(since, shift.Start.ToUnixTimeSeconds())));

    // Minute by minute, breaks left out.
    private static long Staffed(PlantCalendar calendar, long since, long until)
    {
        long seconds = 0;
        foreach (var shift in calendar.Between(DateTimeOffset.FromUnixTimeSeconds(since), DateTimeOffset.FromUnixTimeSeconds(until)))
        {
            var pauses = calendar.Shifts.Single(each => each.Id == shift.ShiftId).Breaks;
            for (var minute = shift.Start; minute < shift.End; minute = minute.AddMinutes(1))
            {
                var clock = TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(minute, calendar.Zone()).DateTime);
                seconds += pauses.Any(pause => clock.IsBetween(pause.Start, pause.End)) ? 0 : Math.Max(0, Math.Min(until, minute.ToUnixTimeSeconds() + 60) - Math.Max(since, minute.ToUnixTimeSeconds()));
            }
        }

        return seconds;
    }

    // A station by its id, a crew by its id, an operation in a mould by its code, the mixer by its id.
    private PlantCalendar CalendarOf(string resource)
    {
        var stations = _plant.CirculationLines.SelectMany(line => line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations)).Concat(_plant.FixedMouldAreas.SelectMany(area => area.FinishingStations)).Select(station => (station.Id, station.CalendarId));
        var operations = _plant.FixedMouldAreas.SelectMany(area => area.Operations.Append(area.DemouldOperation)).Select(operation => (operation.Operation, operation.CalendarId));
        var crews = _plant.FixedMouldAreas.SelectMany(area => area.Crews).Select(crew => (crew.Id, crew.CalendarId));
        var mixers = _plant.CirculationLines.Select(line => (line.MixerId, line.MixerCalendarId)).Concat(_plant.FixedMouldAreas.Select(area => (area.MixerId, area.MixerCalendarId)));
        return _plant.Calendars[stations.Concat(crews).Concat(mixers).Concat(operations).First(each => each.Item1 == resource && each.Item2 is not null).Item2!];
    }

    private static bool Covers(IEnumerable<(long From, long To)> times, long since, long until)
    {
        var covered = since;
        foreach (var (from, to) in times.OrderBy(time => time.From))
        {
            covered = from <= covered ? Math.Max(covered, to) : covered;
        }

        return covered >= until;
    }

    private static string Floor(Element element) => $"{element.ProjectId}-{element.Building}-{element.Floor}";

    private static string Actor(JsonElement link) => link.TryGetProperty("heldBy", out var holder) ? holder.GetString()! : link.Text("loadId");

    private static string Key(string rule, string resource) => rule == "turn" ? $"station {resource}" : $"{rule} {resource}";

    private int Need(JsonElement link) => link.Text("rule") == "mould"
        ? _loads[link.Text("loadId")].List("elements").Count(element => TypeOf(element.Text("mouldUnit")) == link.Text("resource"))
        : 1;

    private int Capacity(string rule, string resource) => rule switch
    {
        "mould" => _plant.MouldTypes.Single(type => type.Id == resource).Count,
        "pallet" => _plant.CirculationLines.Single(line => line.Id == resource).Pallets.Count,
        "chamber" => _plant.CirculationLines.Single(line => line.Chamber.Id == resource).Chamber.Compartments().Count(),
        "crew" => _plant.FixedMouldAreas.SelectMany(area => area.Crews).Single(crew => crew.Id == resource).Gangs,
        _ => 1,
    };

    private static string TypeOf(string unit) => unit[..unit.LastIndexOf('-')];

    // The empty pallet goes its way while the elements are finished.
    private bool IsBranch(JsonElement load, JsonElement work)
    {
        var line = _plant.CirculationLines.FirstOrDefault(each => each.Id == load.Text("lineId"));
        var lift = line?.DryStations.ToList().FindIndex(station => station.Operation == line.LiftOperation);
        return line is not null && line.DryStations.Skip(lift!.Value + 1).Any(station => station.Id == work.Text("unit"));
    }

    private IEnumerable<(string Unit, long From, long To)> Works(JsonElement load)
    {
        foreach (var operation in load.List("operations"))
        {
            yield return (operation.Text("unit"), Math.Min(operation.At("start"), operation.At("arrive") - Approach(load, operation)), operation.At("end"));
        }

        yield return (load.GetProperty("batch").Text("mixer"), load.GetProperty("batch").At("start"), load.GetProperty("batch").At("end"));
        if (_plant.CirculationLines.FirstOrDefault(line => line.Id == load.Text("lineId")) is { } loop)
        {
            var curing = load.GetProperty("curing");
            yield return (loop.Chamber.CraneId, curing.At("storeStart"), curing.At("start"));
            yield return (loop.Chamber.CraneId, curing.At("retrieveStart"), curing.At("retrieveEnd"));
        }
    }

    // How long the way to a station takes; the crane brings what comes out of the chamber.
    private long Approach(JsonElement load, JsonElement operation)
    {
        var line = _plant.CirculationLines.FirstOrDefault(each => each.Id == load.Text("lineId"));
        return line is null || line.FinishingStations.Any(station => station.Id == operation.Text("unit")) ? 0
            : line.DryStations[0].Id == operation.Text("unit") ? line.Chamber.RetrieveSeconds
            : line.TransferSeconds;
    }

    private IEnumerable<(string Resource, long From, long To, string Load)> Holds(JsonElement load)
    {
        var id = load.Text("loadId");
        var batch = load.GetProperty("batch");
        foreach (var element in load.List("elements"))
        {
            yield return ($"mould {TypeOf(element.Text("mouldUnit"))}", load.At("mouldsFrom"), load.At("mouldsUntil"), id);
        }

        yield return ($"mixer {batch.Text("mixer")}", batch.At("start"), batch.At("end"), id);
        foreach (var operation in load.List("operations"))
        {
            yield return ($"station {operation.Text("unit")}", operation.At("arrive") - Approach(load, operation), operation.At("leave"), id);
            if (operation.GetProperty("crew").GetString() is { } crew)
            {
                yield return ($"crew {crew}", operation.At("start") == batch.At("end") ? batch.At("start") : operation.At("start"), operation.At("end"), id);
            }
        }

        if (_plant.CirculationLines.FirstOrDefault(line => line.Id == load.Text("lineId")) is { } loop)
        {
            var curing = load.GetProperty("curing");
            yield return ($"pallet {loop.Id}", load.At("mouldsFrom"), load.At("palletUntil"), id);
            yield return ($"chamber {loop.Chamber.Id}", curing.At("storeStart"), curing.At("retrieveEnd"), id);
            yield return ($"crane {loop.Chamber.CraneId}", curing.At("storeStart"), curing.At("start"), id);
            yield return ($"crane {loop.Chamber.CraneId}", curing.At("retrieveStart"), curing.At("retrieveEnd"), id);
        }
    }

    private void Require(bool holds, string name, string what)
    {
        if (!holds)
        {
            _findings.Add($"{name}: {what}");
        }
    }
}
