using PrecastMes.Execution.Lines;
using PrecastMes.Production.Orders;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution.Plants;

/// <summary>Decides about a plant's orders and plans; no clock, no I/O. A command that was carried out before is accepted again.</summary>
public static class PlantDecider
{
    private const int ShownProblems = 10;

    /// <summary>Imports orders, all or none.</summary>
    public static PlantDecision Import(PlantState state, IReadOnlyList<ProjectOrder> orders, PlantLayout layout, DateTimeOffset now)
    {
        var fresh = new List<ProjectOrder>();
        var problems = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var order in orders)
        {
            var project = order.Project.Id;
            if (state.Orders.TryGetValue(project, out var known) && known == OrderText.Of(order))
            {
                continue;
            }

            fresh.Add(order);
            if (known is not null || !seen.Add("project " + project))
            {
                problems.Add($"project {project} was imported with other content");
            }

            foreach (var element in order.Elements)
            {
                if (state.Elements.TryGetValue(element.Id, out var owner))
                {
                    problems.Add($"element {element.Id} of project {project} is ordered by project {owner}");
                }
                else if (!seen.Add(element.Id))
                {
                    problems.Add($"element {element.Id} of project {project} comes twice");
                }

                if (layout.Plant.Families.All(f => f.Code != element.FamilyCode))
                {
                    problems.Add($"element {element.Id} is of family {element.FamilyCode}, which the plant does not make");
                }
            }
        }

        return problems.Count == 0
            ? PlantDecision.Of([.. fresh.Select(o => new OrderImported(now, o))])
            : PlantDecision.Refuse("order-not-fit", Text(problems));
    }

    /// <summary>Accepts a plan.</summary>
    public static PlantDecision Accept(PlantState state, Plan plan, PlantLayout layout, DateTimeOffset now)
    {
        var document = AcceptedPlan.Write(plan);
        if (state.Plans.TryGetValue(plan.PlanId, out var known))
        {
            return known.Document == document
                ? PlantDecision.Of()
                : PlantDecision.Refuse("plan-exists", $"Plan {plan.PlanId} was accepted with other content.");
        }

        if (plan.PlantId != layout.Plant.Id)
        {
            return PlantDecision.Refuse("other-plant", $"Plan {plan.PlanId} is for plant {plan.PlantId}, this is {layout.Plant.Id}.");
        }

        var problems = Unfit(state, plan).ToList();
        if (LineDecider.Release(LineState.Empty, plan.PlanId, Loads(plan), layout, now).Refusal is { } refusal)
        {
            problems.Add(refusal.Detail);
        }

        return problems.Count == 0
            ? PlantDecision.Of(new PlanAccepted(now, plan.PlanId, document))
            : PlantDecision.Refuse("plan-not-fit", Text(problems));
    }

    /// <summary>Releases an accepted plan to the lines.</summary>
    public static PlantDecision Release(PlantState state, string planId, DateTimeOffset now)
    {
        if (!state.Plans.TryGetValue(planId, out var accepted))
        {
            return PlantDecision.Refuse("unknown-plan", $"No plan {planId} was accepted.");
        }

        if (accepted.Refused)
        {
            return PlantDecision.Refuse("repair-refused", $"Plan {planId} was a repair that the lines refused.");
        }

        if (accepted.Released)
        {
            return PlantDecision.Of();
        }

        if (accepted.MadeBeside != state.InForce)
        {
            return PlantDecision.Refuse("plan-in-force-changed", $"Plan {planId} was made beside {accepted.MadeBeside ?? "no plan"}; {state.InForce} was put in force since. Plan again.");
        }

        var problems = Unfit(state, accepted.Plan).ToList();
        return problems.Count == 0
            ? PlantDecision.Of(new PlanReleased(now, planId))
            : PlantDecision.Refuse("already-released", Text(problems));
    }

    /// <summary>Puts a repaired plan in force in place of loads that have not begun; whether they have, the lines say.</summary>
    public static PlantDecision Repair(PlantState state, Plan plan, IReadOnlyList<string> withdrawn, string? madeBeside, PlantLayout layout, DateTimeOffset now)
    {
        var document = AcceptedPlan.Write(plan);
        if (state.Plans.TryGetValue(plan.PlanId, out var known))
        {
            return known.Document != document ? PlantDecision.Refuse("plan-exists", $"Plan {plan.PlanId} was accepted with other content; repair the plan again.")
                : known.Refused ? PlantDecision.Refuse("repair-refused", $"Plan {plan.PlanId} was refused by the lines; repair the plan again.")
                : PlantDecision.Of();
        }

        if (plan.PlantId != layout.Plant.Id)
        {
            return PlantDecision.Refuse("other-plant", $"Plan {plan.PlanId} is for plant {plan.PlantId}, this is {layout.Plant.Id}.");
        }

        if (madeBeside != state.InForce)
        {
            return PlantDecision.Refuse("plan-in-force-changed", $"The repair was made beside {madeBeside ?? "no plan"}; {state.InForce} was put in force since. Repair again.");
        }

        var freed = state.ElementsOf(withdrawn).ToHashSet(StringComparer.Ordinal);
        var problems = Unfit(state with { Released = state.Released.RemoveRange(freed) }, plan).ToList();
        if (LineDecider.Release(LineState.Empty, plan.PlanId, Loads(plan), layout, now).Refusal is { } refusal)
        {
            problems.Add(refusal.Detail);
        }

        return problems.Count == 0
            ? PlantDecision.Of(new PlanRepaired(now, plan.PlanId, document, withdrawn))
            : PlantDecision.Refuse("plan-not-fit", Text(problems));
    }

    /// <summary>The loads of a plan as the lines take them, by line and order of start.</summary>
    public static IReadOnlyList<ReleasedLoad> Loads(Plan plan) =>
    [
        .. plan.Loads
            .OrderBy(l => l.LineId, StringComparer.Ordinal)
            .ThenBy(l => l.Sequence)
            .Select(l => new ReleasedLoad(
                l.LoadId,
                l.LineId,
                l.Sequence,
                l.PalletId,
                l.FamilyCode,
                l.ConcreteGrade,
                l.CuringProgramId,
                l.VolumeLitres,
                [.. l.Elements.Select(e => new ReleasedElement(e.ElementId, e.XMm, e.YMm, e.Rotated, e.MouldUnit))],
                l.MouldsFrom,
                l.Curing.Place,
                l.FinishAt,
                l.DueAt)),
    ];

    private static IEnumerable<string> Unfit(PlantState state, Plan plan)
    {
        foreach (var element in PlantState.Elementwise(plan))
        {
            if (!state.Elements.ContainsKey(element))
            {
                yield return $"element {element} was never ordered";
            }
            else if (state.Released.TryGetValue(element, out var other))
            {
                yield return $"element {element} is released by plan {other}";
            }
        }
    }

    private static string Text(List<string> problems) =>
        string.Join("; ", problems.Take(ShownProblems)) + (problems.Count > ShownProblems ? $"; and {problems.Count - ShownProblems} more" : "");
}
