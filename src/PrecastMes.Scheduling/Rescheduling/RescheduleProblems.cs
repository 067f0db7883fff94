using System.Globalization;
using PrecastMes.Production;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>Checks a request against its plant and its plan in force, all at once.</summary>
public static class RescheduleProblems
{
    /// <summary>Every problem, in the order of the request; empty when it can be solved.</summary>
    /// <exception cref="ArgumentException">An element of a load is not among the elements: that is no input of a person.</exception>
    public static IReadOnlyList<RescheduleProblem> Of(RescheduleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var elements = request.Elements.Select(element => element.Id).ToHashSet(StringComparer.Ordinal);
        if (request.Loads.SelectMany(load => load.Elements).FirstOrDefault(element => !elements.Contains(element.ElementId)) is { } lost)
        {
            throw new ArgumentException($"Element {lost.ElementId} stands in the plan in force and not among the elements.", nameof(request));
        }

        var problems = new List<RescheduleProblem>();
        if (request.Freeze < TimeSpan.Zero)
        {
            problems.Add(new("freeze", request.Freeze.ToString("c", CultureInfo.InvariantCulture), new("零或更长", "zero or more")));
        }

        if (request.StabilitySeconds < 0)
        {
            problems.Add(new("stabilitySeconds", request.StabilitySeconds.ToString(CultureInfo.InvariantCulture), new("零或更大", "zero or more")));
        }

        for (var i = 0; i < request.Disturbances.Count; i++)
        {
            problems.AddRange(Of(request, request.Disturbances[i]).Select(problem => problem with { Path = $"disturbances[{i}].{problem.Path}" }));
        }

        var loads = request.Loads.Select(load => load.LoadId).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(Unknown("locked", request.Locked, loads, new("当前计划中的一个生产批号", "a load of the plan in force")));
        problems.AddRange(Unknown("cancelled", request.Cancelled, elements, new("当前计划中的一个构件号", "an element of the plan in force")));
        for (var i = 0; i < request.Rush.Count; i++)
        {
            if (!elements.Add(request.Rush[i].Id))
            {
                problems.Add(new($"rush[{i}].id", request.Rush[i].Id, new("新的构件号", "an element id that is not in use")));
            }
        }

        return problems;
    }

    private static IEnumerable<RescheduleProblem> Unknown(string list, IReadOnlyList<string> ids, HashSet<string> known, LocalizedText expected)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (!known.Contains(ids[i]))
            {
                yield return new RescheduleProblem($"{list}[{i}]", ids[i], expected);
            }
        }
    }

    private static IEnumerable<RescheduleProblem> Of(RescheduleRequest request, Disturbance disturbance) => disturbance switch
    {
        StationDown down => [.. Units(request, down), .. Span(request, down.From, down.Until)],
        PalletHeld held => [.. Pallets(request, held), .. Later(request, "until", held.Until)],
        MouldBroken broken => [.. Moulds(request, broken), .. broken.Until is { } until ? Later(request, "until", until) : []],
        CrewMissing missing => [.. Crews(request, missing), .. Span(request, missing.From, missing.Until)],
        ElementScrapped scrapped => Scrapped(request, scrapped),
        _ => [new("kind", "", new("stationDown、palletHeld、mouldBroken、crewMissing 或 elementScrapped", "stationDown, palletHeld, mouldBroken, crewMissing or elementScrapped"))],
    };

    private static IEnumerable<RescheduleProblem> Units(RescheduleRequest request, StationDown down)
    {
        var plant = request.Plant;
        var units = plant.CirculationLines
            .SelectMany(line => line.WetStations.Concat(line.DryStations).Concat(line.FinishingStations).Select(station => station.Id).Append(line.Chamber.CraneId).Append(line.MixerId))
            .Concat(plant.FixedMouldAreas.SelectMany(area => area.FinishingStations.Select(station => station.Id).Append(area.MixerId)));
        return units.Contains(down.Unit, StringComparer.Ordinal)
            ? []
            : [new("unit", down.Unit, new("工位、码垛机或搅拌机", "a station, finishing place, stacker crane or mixer of the plant"))];
    }

    private static IEnumerable<RescheduleProblem> Pallets(RescheduleRequest request, PalletHeld held) =>
        request.Plant.CirculationLines.SelectMany(line => line.Pallets.Ids()).Contains(held.PalletId, StringComparer.Ordinal)
            ? []
            : [new("palletId", held.PalletId, new("工厂的一个模台", "a pallet of the plant"))];

    private static IEnumerable<RescheduleProblem> Moulds(RescheduleRequest request, MouldBroken broken) =>
        request.Plant.MouldTypes.SelectMany(type => type.Units()).Contains(broken.MouldUnit, StringComparer.Ordinal)
            ? []
            : [new("mouldUnit", broken.MouldUnit, new("工厂的一个模具", "a mould unit of the plant"))];

    private static IEnumerable<RescheduleProblem> Crews(RescheduleRequest request, CrewMissing missing)
    {
        var area = request.Plant.FixedMouldAreas.FirstOrDefault(each => each.Id == missing.LineId);
        if (area is null)
        {
            return [new("lineId", missing.LineId, new("一个固定模区", "a fixed-mould area of the plant"))];
        }

        var crew = area.Crews.FirstOrDefault(each => each.Id == missing.CrewId);
        return crew is null ? [new("crewId", missing.CrewId, new("该区的一个班组", "a crew of the area"))]
            : missing.Gangs < 1 || missing.Gangs > crew.Gangs
                ? [new("gangs", missing.Gangs.ToString(CultureInfo.InvariantCulture), new($"1 到 {crew.Gangs}", $"1 to {crew.Gangs}"))]
                : [];
    }

    private static IEnumerable<RescheduleProblem> Scrapped(RescheduleRequest request, ElementScrapped scrapped)
    {
        var load = request.Loads.FirstOrDefault(each => each.Elements.Any(element => element.ElementId == scrapped.ElementId));
        return load is not null && load.MouldsFrom <= request.Now
            ? []
            : [new("elementId", scrapped.ElementId, new("已开始生产的构件", "an element whose load has begun"))];
    }

    private static IEnumerable<RescheduleProblem> Span(RescheduleRequest request, DateTimeOffset from, DateTimeOffset until) => until <= from
        ? [new("until", Instant(until), new($"晚于 {Instant(from)}", $"after {Instant(from)}"))]
        : Later(request, "until", until);

    private static IEnumerable<RescheduleProblem> Later(RescheduleRequest request, string path, DateTimeOffset until)
    {
        // A year is more than any plant plans; beyond it stands a slip of the pen, and a calendar of a million days.
        var latest = request.Now.AddYears(1);
        return until <= request.Now || until > latest
            ? [new(path, Instant(until), new($"晚于当前时刻 {Instant(request.Now)}，一年之内", $"after the present instant {Instant(request.Now)} and within a year"))]
            : [];
    }

    private static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture);
}
