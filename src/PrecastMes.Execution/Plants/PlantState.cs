using System.Collections.Immutable;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution.Plants;

/// <summary>What the journal says about a plant's orders and plans.</summary>
/// <param name="Orders">Imported orders as their canonical bytes' text, by project.</param>
/// <param name="Elements">Project by ordered element.</param>
/// <param name="Released">Plan by released element.</param>
/// <param name="Plans">Accepted plans.</param>
public sealed record PlantState(
    ImmutableSortedDictionary<string, string> Orders,
    ImmutableSortedDictionary<string, string> Elements,
    ImmutableSortedDictionary<string, string> Released,
    ImmutableSortedDictionary<string, AcceptedPlan> Plans)
{
    /// <summary>The plan that was put in force last; null before the first.</summary>
    public string? InForce { get; init; }

    /// <summary>Before the first event.</summary>
    public static PlantState Empty { get; } = new(Map<string>(), Map<string>(), Map<string>(), Map<AcceptedPlan>());

    /// <summary>The state after an event.</summary>
    public PlantState Apply(PlantEvent e) => e switch
    {
        OrderImported x => this with
        {
            Orders = Orders.Add(x.Order.Project.Id, OrderText.Of(x.Order)),
            Elements = Elements.AddRange(x.Order.Elements.Select(o => KeyValuePair.Create(o.Id, x.Order.Project.Id))),
        },
        PlanAccepted x => this with { Plans = Plans.Add(x.PlanId, AcceptedPlan.Read(x.Document) with { MadeBeside = InForce }) },
        PlanReleased x => this with
        {
            Plans = Plans.SetItem(x.PlanId, Plans[x.PlanId] with { Released = true }),
            InForce = x.PlanId,
            Released = Released.AddRange(Elementwise(Plans[x.PlanId].Plan).Select(id => KeyValuePair.Create(id, x.PlanId))),
        },
        PlanRepaired x => this with { Plans = Plans.Add(x.PlanId, AcceptedPlan.Read(x.Document) with { Released = true, Withdrawn = x.Withdrawn }) },
        RepairRefused x => this with { Plans = Plans.SetItem(x.PlanId, Plans[x.PlanId] with { Released = false, Refused = true }) },
        PlanHandedOver x => HandOver(x.PlanId, Plans[x.PlanId]),
        _ => throw new InvalidOperationException($"Plant event {e.GetType().Name} has no rule."),
    };

    /// <summary>The elements of loads of plans that the lines have.</summary>
    internal IEnumerable<string> ElementsOf(IEnumerable<string> loadIds)
    {
        var wanted = loadIds.ToHashSet(StringComparer.Ordinal);
        return Plans.Values.Where(p => p.HandedOver).SelectMany(p => p.Plan.Loads).Where(l => wanted.Contains(l.LoadId)).SelectMany(l => l.Elements).Select(e => e.ElementId);
    }

    private PlantState HandOver(string planId, AcceptedPlan accepted) => this with
    {
        Plans = Plans.SetItem(planId, accepted with { HandedOver = true }),
        InForce = accepted.Withdrawn is null ? InForce : planId,
        Released = accepted.Withdrawn is not { } withdrawn
            ? Released
            : Released.RemoveRange(ElementsOf(withdrawn)).AddRange(Elementwise(accepted.Plan).Select(id => KeyValuePair.Create(id, planId))),
    };

    /// <summary>The elements that a plan places.</summary>
    public static IEnumerable<string> Elementwise(Plan plan) => plan.Loads.SelectMany(l => l.Elements).Select(e => e.ElementId);

    private static ImmutableSortedDictionary<string, T> Map<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
