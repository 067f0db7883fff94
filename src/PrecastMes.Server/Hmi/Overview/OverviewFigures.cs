using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Plans;
using PrecastMes.Persistence.Projects;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Hmi.Overview;

/// <summary>Figures of the start page. "Today" is the plant's local day.</summary>
/// <param name="Day">The day.</param>
/// <param name="LoadsCastToday">Pallets and fixed moulds whose casting ended today.</param>
/// <param name="LoadsCuring">Pallets and fixed moulds that cure now.</param>
/// <param name="PassedToday">Elements that passed final inspection today.</param>
/// <param name="PassedLitresToday">Their volume, litres.</param>
/// <param name="OnTimeToday">Those of them that passed by their due instant.</param>
/// <param name="ScheduledToday">Elements whose final inspection released plans end today.</param>
/// <param name="ScheduledLitresToday">Their volume, litres.</param>
/// <param name="All">How all elements stand.</param>
/// <param name="Projects">Projects with their elements.</param>
/// <param name="Plan">The plan in force, or else the newest; null before the first.</param>
/// <param name="Kpi">Its key figures.</param>
public sealed record OverviewFigures(
    DateOnly Day,
    int LoadsCastToday,
    int LoadsCuring,
    int PassedToday,
    long PassedLitresToday,
    int OnTimeToday,
    int ScheduledToday,
    long ScheduledLitresToday,
    ElementCounters All,
    IReadOnlyList<ProjectOverview> Projects,
    PlanHeader? Plan,
    PlanKpi? Kpi);
