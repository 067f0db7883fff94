using PrecastMes.Execution.Lines;
using PrecastMes.Production;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Orders;
using PrecastMes.Production.Routings;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Tests.Execution.Hosting;

/// <summary>Orders and plans for loads of the test plant.</summary>
internal static class TestOrders
{
    public static ProjectOrder Order(params IReadOnlyList<ReleasedLoad> loads) => new(
        new Project("T1", new LocalizedText("试", "test"), "T1-01"),
        [.. loads.SelectMany(l => l.Elements.Select(e => Element(l, e.ElementId)))]);

    public static Plan Plan(string planId, params IReadOnlyList<ReleasedLoad> loads) => new(
        1,
        planId,
        TestPlant.Plant.Id,
        TestPlant.Monday6,
        TestPlant.Monday6,
        1,
        PlanStatus.Feasible,
        new PlanKpi(loads.Count, loads.Count, 1, 0, 24, 24, 20, 0.2, "none", 0, 0, loads.Count, 0.5, 900, 0.1, "feasible"),
        [.. loads.Select(Load)],
        [],
        []);

    private static Element Element(ReleasedLoad load, string id) => new(
        id, "T1", "B1", 1, load.LineId == "loop" ? "M1" : "M2", load.FamilyCode, 3000, 2000, 60, load.ConcreteGrade, load.VolumeLitres, 900, new DateOnly(2026, 3, 6));

    private static PlannedLoad Load(ReleasedLoad load) => new(
        load.LoadId,
        load.LineId,
        load.Sequence,
        load.PalletId,
        load.FamilyCode,
        load.ConcreteGrade,
        load.CuringProgramId,
        load.VolumeLitres,
        900,
        [.. load.Elements.Select(e => new PlannedElement(e.ElementId, e.XMm, e.YMm, e.Rotated, e.MouldUnit, load.DueAt))],
        load.PlannedStart,
        load.PlannedStart.AddHours(14),
        load.PlannedStart.AddHours(15),
        [new PlannedOperation("W1", "clean", OperationKind.Interruptible, null, null, load.PlannedStart, load.PlannedStart, load.PlannedStart, load.PlannedStart, 480)],
        new PlannedCuring(load.PlannedPlace, load.PlannedStart, load.PlannedStart, load.PlannedStart, load.PlannedStart, load.PlannedStart),
        load.DueAt,
        load.PlannedFinish,
        new PlannedBatch("MX", load.PlannedStart, load.PlannedStart));
}
