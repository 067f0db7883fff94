using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Scenarios;

/// <summary>
/// Looks for what would make late floors on time. The reasons of the plan say what to try: another unit of the mould or of the crew that
/// binds, pallets, chamber levels, overtime of the plant or of the resources with a calendar that binds, a day off that works. Each is verified by planning with it, as long as without it.
/// </summary>
/// <param name="time">Measures the budgets; real time.</param>
public sealed class RemedySearch(TimeProvider time)
{
    /// <summary>How many plans a search makes at most: one without a remedy, the others with.</summary>
    public const int MostPlans = 1 + MostSingles + MostPairs;

    private const int OvertimeMinutes = 120;
    private const int MostSingles = 10;
    private const int MostPairs = 3;

    /// <summary>
    /// Tries remedies. <paramref name="options"/> are those of each single plan. Cancelled, it gives what was tried so far.
    /// </summary>
    public Remedies Find(PlanningProblem problem, PlanningOptions options, IProgress<(int Done, int Of)>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var scheduler = new DetailedScheduler(time);
        var plan = scheduler.Solve(problem, options, null, cancellation);
        var late = plan.LateFloors;
        var tried = new List<Remedy>();
        PlantChange[] singles = late.Count == 0 ? [] : [.. Candidates(problem, plan).Take(MostSingles)];
        var steps = singles.Length + MostPairs;
        foreach (var change in singles)
        {
            Try([change]);
        }

        // What one change doesn't do, the two best of different kinds may.
        var helpful = tried.Where(remedy => remedy.TardinessHours < plan.Kpi.WeightedTardinessHours).OrderBy(remedy => remedy.TardinessHours).Select(remedy => remedy.Changes[0]).ToList();
        if (tried.All(remedy => remedy.StillLate + remedy.NewlyLate > 0))
        {
            foreach (var pair in helpful.SelectMany((one, i) => helpful.Skip(i + 1).Where(other => !AreAlike(one, other)).Select(other => (one, other))).Take(MostPairs))
            {
                Try([pair.one, pair.other]);
            }
        }

        return new Remedies(late, plan.Kpi.WeightedTardinessHours, [.. tried.OrderBy(remedy => remedy.TardinessHours).ThenBy(remedy => remedy.Changes.Count)]);

        void Try(IReadOnlyList<PlantChange> changes)
        {
            var changed = new Scenario("", changes).Apply(problem);
            if (cancellation.IsCancellationRequested || new Scenario("", changes).Problems(problem).Count > 0)
            {
                return;
            }

            var after = scheduler.Solve(changed, options, null, CancellationToken.None);
            var still = after.LateFloors.Select(Key).ToHashSet();
            var before = late.Select(Key).ToHashSet();
            tried.Add(new Remedy(
                changes, [.. late.Where(floor => !still.Contains(Key(floor))).Select(floor => floor with { Chain = null })], still.Count(before.Contains), still.Count(key => !before.Contains(key)), after.Kpi.WeightedTardinessHours));
            progress?.Report((tried.Count, steps));
        }
    }

    private static (string Project, string Building, int Floor) Key(LateFloor floor) => (floor.ProjectId, floor.Building, floor.Floor);

    private static bool AreAlike(PlantChange one, PlantChange other) => (one, other) switch
    {
        (MoreMoulds a, MoreMoulds b) => a.MouldTypeId == b.MouldTypeId,
        (MoreGangs a, MoreGangs b) => a.CrewId == b.CrewId,
        (LongerDay a, LongerDay b) => a.Calendar == b.Calendar,
        _ => one.GetType() == other.GetType(),
    };

    // By how many elements each reason makes late; overtime and an extra day come last, they help against most reasons.
    private static IEnumerable<PlantChange> Candidates(PlanningProblem problem, Plan plan)
    {
        var lines = plan.Loads.ToDictionary(load => load.LoadId, load => load.LineId, StringComparer.Ordinal);
        var changes = new List<PlantChange>();
        foreach (var reason in plan.Late.GroupBy(late => (late.ReasonCode, late.Resource, Line: lines[late.LoadId])).OrderByDescending(group => group.Count()).Select(group => group.Key))
        {
            PlantChange[] against = reason.ReasonCode switch
            {
                "mould" => [new MoreMoulds(reason.Resource, 1), new MoreMoulds(reason.Resource, 2)],
                "pallet" => [new MorePallets(reason.Line, Math.Max(2, (problem.Plant.CirculationLines.FirstOrDefault(line => line.Id == reason.Line)?.Pallets.Count ?? 0) / 10))],
                "chamber" => [new MoreCompartments(reason.Line, 1)],
                "calendar" when CalendarOf(problem.Plant, reason.Line, reason.Resource) is { } calendar => [new LongerDay(OvertimeMinutes, calendar)],
                "crew" => [new MoreGangs(reason.Line, reason.Resource, 1)],
                _ => [],
            };
            changes.AddRange(against);
        }

        changes.Insert(Math.Min(2, changes.Count), new LongerDay(OvertimeMinutes));
        if (FirstDayOff(problem, plan) is { } day)
        {
            changes.Insert(Math.Min(3, changes.Count), new WorkOn(day));
        }

        return changes.Distinct();
    }

    // The calendar of a station, crew or mixer that has one of its own.
    private static string? CalendarOf(Plant plant, string lineId, string resource)
    {
        if (plant.CirculationLines.FirstOrDefault(line => line.Id == lineId) is { } loop)
        {
            return resource == loop.MixerId
                ? loop.MixerCalendarId
                : loop.WetStations.Concat(loop.DryStations).Concat(loop.FinishingStations).FirstOrDefault(station => station.Id == resource)?.CalendarId;
        }

        var area = plant.FixedMouldAreas.First(each => each.Id == lineId);
        return resource == area.MixerId
            ? area.MixerCalendarId
            : area.Crews.FirstOrDefault(crew => crew.Id == resource)?.CalendarId ?? area.FinishingStations.FirstOrDefault(station => station.Id == resource)?.CalendarId;
    }

    private static DateOnly? FirstDayOff(PlanningProblem problem, Plan plan)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(problem.Plant.Calendar.TimeZoneId);
        var first = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(problem.StartAt, zone).DateTime);
        var last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(plan.Late.Max(late => late.FinishAt), zone).DateTime);
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            if (!new WorkOn(day).Problems(problem).Any())
            {
                return day;
            }
        }

        return null;
    }
}
