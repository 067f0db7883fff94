using PrecastMes.Persistence.Elements;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution.Projections;

/// <summary>What a plan says of an element, in the element's row.</summary>
internal static class PlannedPlace
{
    /// <summary>Places an element.</summary>
    public static void Write(ElementRow row, string planId, PlannedLoad load, PlannedElement element, ElementState state = ElementState.Planned)
    {
        row.State = state;
        row.PlanId = planId;
        row.LoadId = load.LoadId;
        row.PalletId = load.PalletId;
        row.MouldUnit = element.MouldUnit;
        row.XMm = element.XMm;
        row.YMm = element.YMm;
        row.Rotated = element.Rotated;
        row.PlannedStart = load.MouldsFrom;
        row.PlannedFinish = load.FinishAt;
        row.DueAt = element.DueAt;
    }

    /// <summary>Back among the ordered ones: no plan has it.</summary>
    public static void Clear(ElementRow row)
    {
        row.State = ElementState.Ordered;
        row.PlanId = null;
        row.LoadId = null;
        row.PalletId = null;
        row.MouldUnit = null;
        row.XMm = null;
        row.YMm = null;
        row.Rotated = null;
        row.PlannedStart = null;
        row.PlannedFinish = null;
        row.DueAt = null;
    }
}
