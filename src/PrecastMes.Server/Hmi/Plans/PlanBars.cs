using System.Globalization;
using PrecastMes.Production.Plants;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>A plan as bars on lanes; the picture and its table are made of the same ones.</summary>
public static class PlanBars
{
    /// <summary>All bars of a plan, load by load.</summary>
    public static IEnumerable<PlanBar> Of(Plan plan, Plant plant)
    {
        var craneOfLine = plant.CirculationLines.ToDictionary(line => line.Id, line => line.Chamber.CraneId);
        return plan.Loads.SelectMany(load => Of(load, craneOfLine.GetValueOrDefault(load.LineId)));
    }

    /// <summary>The lane of a crew's gang.</summary>
    public static string GangLane(string crew, int gang) => string.Create(CultureInfo.InvariantCulture, $"{crew}/{gang}");

    private static IEnumerable<PlanBar> Of(PlannedLoad load, string? crane)
    {
        foreach (var operation in load.Operations)
        {
            var bar = new PlanBar(
                operation.Unit,
                load,
                BarKind.Work,
                operation.Arrive,
                operation.Leave,
                operation.Start,
                operation.End,
                operation.Kind == OperationKind.Interruptible,
                operation.Operation);
            yield return bar;
            if (operation is { Crew: { } crew, Gang: { } gang })
            {
                yield return bar with { LaneId = GangLane(crew, gang), From = operation.Start, To = operation.End };
            }
        }

        var batch = load.Batch;
        yield return Plain(batch.Mixer, load, BarKind.Work, batch.Start, batch.End, "batch");

        var curing = load.Curing;
        yield return new PlanBar(
            curing.Place, load, BarKind.Cure, curing.StoreStart, curing.RetrieveEnd, curing.Start, curing.End, false, "cure");
        if (crane is not null)
        {
            yield return Plain(crane, load, BarKind.Work, curing.StoreStart, curing.Start, "store");
            yield return Plain(crane, load, BarKind.Work, curing.RetrieveStart, curing.RetrieveEnd, "retrieve");
        }

        if (load is { PalletId: { } pallet, PalletUntil: { } until })
        {
            yield return Plain(pallet, load, BarKind.Hold, load.MouldsFrom, until, "");

            // In a fixed-mould area the mould is the work unit and its lane is full already.
            foreach (var mould in load.Elements.Select(element => element.MouldUnit).Distinct())
            {
                yield return Plain(mould, load, BarKind.Hold, load.MouldsFrom, load.MouldsUntil, "");
            }
        }
    }

    private static PlanBar Plain(
        string lane, PlannedLoad load, BarKind kind, DateTimeOffset from, DateTimeOffset to, string operation) =>
        new(lane, load, kind, from, to, from, to, false, operation);
}
