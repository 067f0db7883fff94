using PrecastMes.Scheduling;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Tests.Scheduling.Rescheduling;

/// <summary>The sample's plan in force at an instant, its repairs, and what an outsider says about them.</summary>
internal static class PlanInForce
{
    public static Plan Plan => SamplePlan.Plan;

    /// <summary>Day 2 of the plan, a quarter to eleven in the morning: chamber full, line full.</summary>
    public static DateTimeOffset Now { get; } = Plan.StartAt.AddHours(28.75);

    public static RescheduleRequest Request(DateTimeOffset? now = null)
    {
        var at = now ?? Now;
        PlannedLoad[] loads = [.. Plan.Loads.Where(load => load.FinishAt > at || load.PalletUntil > at || load.MouldsUntil > at)];
        var ids = loads.SelectMany(load => load.Elements).Select(element => element.ElementId).ToHashSet();
        return new RescheduleRequest(SamplePlan.Plant, loads, [.. SamplePlan.Elements.Where(element => ids.Contains(element.Id))], at, TimeSpan.FromHours(2), "PL0002") { NoOvertime = SamplePlan.Plan.NoOvertime ?? [] };
    }

    public static Repair Solve(RescheduleRequest request, int iterations = 0)
    {
        Assert.Empty(RescheduleProblems.Of(request));
        return new Rescheduler(TimeProvider.System).Solve(
            request, new PlanningOptions(1, TimeSpan.FromHours(1), iterations), TestContext.Current.CancellationToken);
    }

    /// <summary>Every rule of the plant over what stays and what is new.</summary>
    public static void Check(RescheduleRequest request, Repair repair, IEnumerable<(string Id, string Of, DateOnly? Need)>? alike = null)
    {
        string Json(IReadOnlyList<PlannedLoad> loads) => SamplePlan.ToJson(Plan with { Loads = loads });
        var stand = repair.Kept.Concat(repair.Plan.Loads).SelectMany(load => load.Elements).Select(element => element.ElementId)
            .Concat(repair.Plan.Unplanned.Select(element => element.ElementId)).ToHashSet();
        var findings = PlanChecker.CheckRepair(
            SamplePlan.PlantDirectory,
            SamplePlan.OrderFiles,
            request.Now,
            Json(repair.Kept),
            SamplePlan.ToJson(repair.Plan),
            SamplePlan.Elements.Select(element => element.Id).Where(id => !stand.Contains(id)),
            repair.Remade.Select(each => (each.Value.Id, each.Key, (DateOnly?)null)).Concat(alike ?? []));
        Assert.Empty(findings);
        Assert.Empty(ChainChecker.Check(
            SamplePlan.Plant, [.. request.Elements, .. request.Rush, .. repair.Remade.Values], SamplePlan.ToJson(repair.Plan), Json(repair.Kept)).Findings);
        Assert.Empty(Down(request, repair));
        Assert.All(repair.Plan.Loads, load => Assert.True(load.MouldsFrom >= request.Now));
        foreach (var before in request.Loads.Where(load => !repair.Withdrawn.Contains(load.LoadId)))
        {
            var after = repair.Kept.Single(load => load.LoadId == before.LoadId);
            Assert.All(before.Operations, was =>
            {
                var now = after.Operations.Single(each => each.Operation == was.Operation);
                Assert.True(now.Start >= was.Start && now.End >= was.End, $"{before.LoadId}: {was.Operation} is earlier than planned");
            });
        }
    }

    // Work that starts while its place is out of service, told from the documents alone.
    private static IEnumerable<string> Down(RescheduleRequest request, Repair repair)
    {
        PlannedLoad[] loads = [.. repair.Kept, .. repair.Plan.Loads];
        foreach (var disturbance in request.Disturbances)
        {
            switch (disturbance)
            {
                case StationDown down:
                    foreach (var load in loads)
                    {
                        var spans = load.Operations.Where(o => o.Unit == down.Unit).Select(o => (o.Start, o.End));
                        spans = load.Batch.Mixer == down.Unit ? spans.Append((load.Batch.Start, load.Batch.End)) : spans;
                        if (down.Unit == "SC1" && load.LineId == "loop")
                        {
                            spans = spans.Append((load.Curing.StoreStart, load.Curing.Start)).Append((load.Curing.RetrieveStart, load.Curing.RetrieveEnd));
                        }

                        foreach (var (start, end) in spans.Where(span => span.End > down.From && span.Start < down.Until && !(span.Start <= request.Now && span.Start < down.From)))
                        {
                            yield return $"{load.LoadId} uses {down.Unit} from {start} to {end}";
                        }
                    }

                    break;
                case MouldBroken broken:
                    foreach (var load in loads.Where(load => load.MouldsFrom > request.Now && load.MouldsFrom < (broken.Until ?? DateTimeOffset.MaxValue) && load.Elements.Any(element => element.MouldUnit == broken.MouldUnit)))
                    {
                        yield return $"{load.LoadId} takes {broken.MouldUnit} at {load.MouldsFrom}";
                    }

                    break;
                case PalletHeld held:
                    foreach (var load in loads.Where(load => load.PalletId == held.PalletId && load.MouldsFrom > request.Now && load.MouldsFrom < held.Until))
                    {
                        yield return $"{load.LoadId} takes {held.PalletId} at {load.MouldsFrom}";
                    }

                    break;
                case CrewMissing missing:
                    foreach (var load in loads.Where(load => load.LineId == missing.LineId))
                    {
                        foreach (var operation in load.Operations.Where(o => o.Crew == missing.CrewId && o.Gang > 2 - missing.Gangs && o.Start > request.Now && o.Start < missing.Until && o.End > missing.From))
                        {
                            yield return $"{load.LoadId}: {operation.Operation} by gang {operation.Gang} at {operation.Start}";
                        }
                    }

                    break;
            }
        }
    }
}
