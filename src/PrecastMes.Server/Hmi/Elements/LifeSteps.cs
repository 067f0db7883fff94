using PrecastMes.Persistence.Elements;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Hmi.Elements;

/// <summary>The steps of an element's life, plan beside fact.</summary>
public static class LifeSteps
{
    /// <summary>All steps in order of life; those to come have no actual time.</summary>
    public static IReadOnlyList<LifeStep> Of(ElementLife life, PlannedLoad? load)
    {
        var element = life.Element;
        return
        [
            new LifeStep("ordered", element.ProjectId, null, life.Project?.ImportedAt),
            new LifeStep("planned", element.PlanId ?? "", null, Fact("planned")),
            new LifeStep("released", "", null, Fact("released")),
            new LifeStep("started", element.PalletId ?? element.MouldUnit ?? "", element.PlannedStart, element.StartedAt),
            new LifeStep("cast", Unit("cast"), End("cast"), element.CastAt),
            new LifeStep("curing", element.CuringPlace ?? load?.Curing.Place ?? "", load?.Curing.Start, element.StoredAt),
            new LifeStep("cured", element.CuringPlace ?? "", load?.Curing.RetrieveEnd, element.CuredAt),
            new LifeStep("demoulded", "", load?.MouldsUntil, element.DemouldedAt),
            new LifeStep("passed", Unit("final"), load?.FinishAt ?? element.PlannedFinish, element.PassedAt),
            new LifeStep("yard", Unit("yard"), End("yard"), element.YardAt),
        ];

        DateTimeOffset? Fact(string kind) => life.Events.FirstOrDefault(fact => fact.Kind == kind)?.At;
        PlannedOperation? Operation(string code) => load?.Operations.LastOrDefault(operation => operation.Operation == code);
        string Unit(string code) => Operation(code)?.Unit ?? "";
        DateTimeOffset? End(string code) => Operation(code)?.End;
    }
}
