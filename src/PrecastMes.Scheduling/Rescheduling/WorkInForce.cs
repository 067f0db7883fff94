using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Scheduling.Rescheduling;

/// <summary>Divides the loads of a plan in force into those that stay and those that may be planned anew.</summary>
internal sealed class WorkInForce
{
    public WorkInForce(RescheduleRequest request)
    {
        var frozenUntil = request.Now + request.Freeze;
        var kept = new List<PlannedLoad>();
        var open = new List<PlannedLoad>();
        foreach (var load in request.Loads.OrderBy(load => load.MouldsFrom).ThenBy(load => load.LoadId, StringComparer.Ordinal))
        {
            var isBegun = load.MouldsFrom <= request.Now;
            (isBegun || (load.MouldsFrom < frozenUntil && !request.Disturbances.Any(each => Forbids(each, load))) ? kept : open).Add(load);
        }

        Kept = kept;
        Open = open;
        var cancelled = request.Cancelled.ToHashSet(StringComparer.Ordinal);
        var wanted = open.SelectMany(load => load.Elements).Select(element => element.ElementId).Where(id => !cancelled.Contains(id)).ToHashSet(StringComparer.Ordinal);
        OpenElements = [.. request.Elements.Where(element => wanted.Contains(element.Id))];
    }

    /// <summary>Begun and frozen, by start.</summary>
    public IReadOnlyList<PlannedLoad> Kept { get; }

    /// <summary>All others, by start.</summary>
    public IReadOnlyList<PlannedLoad> Open { get; }

    /// <summary>The elements of <see cref="Open"/> that are still wanted.</summary>
    public IReadOnlyList<Element> OpenElements { get; }

    // A frozen load that has not begun can't begin on a pallet or in a mould that is not there.
    private static bool Forbids(Disturbance disturbance, PlannedLoad load) => disturbance switch
    {
        PalletHeld held => load.PalletId == held.PalletId && held.Until > load.MouldsFrom,
        MouldBroken broken => (broken.Until ?? DateTimeOffset.MaxValue) > load.MouldsFrom && load.Elements.Any(element => element.MouldUnit == broken.MouldUnit),
        _ => false,
    };
}
