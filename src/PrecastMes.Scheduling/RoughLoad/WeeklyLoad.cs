using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.RoughLoad;

/// <summary>
/// Rough load (粗能力负荷): what orders and offers need in each week against what the plant has, before anything is planned.
/// <para>
/// Demand stands in the week in which an element has to be cast at the latest: the start of its need date less the yard's lead days, less
/// the way from casting to final inspection on an empty line. All that the element needs is counted in that week; what is too late already
/// is counted where it can be cast first. Elements of one week are nested on pallets as the fine plan's quickest start does it, orders by
/// themselves and each offer by itself, so that an offer never changes the load of the orders. Loads of a week are laid on no time axis:
/// rough and finite load are two figures, and 100 % here is no promise that a plan of all of it exists.
/// </para>
/// </summary>
/// <param name="PlantId">The plant.</param>
/// <param name="From">From when on; the first week is counted from here.</param>
/// <param name="Weeks">The weeks.</param>
/// <param name="Families">Families with anything to be cast in them, by code.</param>
/// <param name="Resources">Resources that are needed in them: moulds, pallets, chambers, cranes, mixers, stations and crews.</param>
/// <param name="Offers">The offers, each taken whole by itself.</param>
/// <param name="Overloads">What would be too full if all offers were taken, by first week.</param>
/// <param name="Overdue">Ordered pieces that would be late on an empty line.</param>
/// <param name="Later">Ordered pieces that are to be cast after the last week.</param>
/// <param name="Begun">Ordered pieces that are cast and not through final inspection; they are in no family's amounts.</param>
/// <param name="Unplanned">What the plant can't make, each with its reason; it is in no figure.</param>
public sealed record WeeklyLoad(
    string PlantId,
    DateTimeOffset From,
    IReadOnlyList<LoadWeek> Weeks,
    IReadOnlyList<FamilyLoad> Families,
    IReadOnlyList<ResourceLoad> Resources,
    IReadOnlyList<OfferLoad> Offers,
    IReadOnlyList<Overload> Overloads,
    int Overdue,
    int Later,
    int Begun,
    IReadOnlyList<UnplannedElement> Unplanned)
{
    /// <summary>The load of a problem.</summary>
    /// <exception cref="ArgumentException">Weeks or a probability are out of range, or an element stands twice.</exception>
    public static WeeklyLoad Of(RoughProblem problem, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return new LoadCount(problem, cancellation).Result();
    }
}
