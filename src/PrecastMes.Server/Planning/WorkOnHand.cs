using PrecastMes.Persistence;
using PrecastMes.Persistence.Plans;
using PrecastMes.Production.Moulds;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Server.Planning;

/// <summary>What a plan or a repair finds on the lines: everything that it is made beside. Read it in one snapshot with the elements to plan.</summary>
/// <param name="Plans">All plans.</param>
/// <param name="Loads">Released loads that still hold a place on the line.</param>
/// <param name="Outages">What is known to be out of service, over or not.</param>
/// <param name="MouldUses">What mould units were used for by loads that are through.</param>
/// <param name="InYard">Due instants of the elements in the yard.</param>
/// <param name="NoOvertime">Days on which plans in force work no overtime.</param>
internal sealed record WorkOnHand(
    IReadOnlyList<PlanHeader> Plans,
    IReadOnlyList<PlannedLoad> Loads,
    IReadOnlyList<Disturbance> Outages,
    IReadOnlyDictionary<string, MouldUse> MouldUses,
    IReadOnlyList<DateTimeOffset> InYard,
    IReadOnlyList<DateOnly> NoOvertime)
{
    /// <summary>Id of the next plan.</summary>
    public string NextPlanId => PlanIds.After(Plans.Select(plan => plan.Id));

    /// <summary>The plan that was put in force last, or null.</summary>
    public string? InForce => LoadsInForce.Last(Plans);

    public static async Task<WorkOnHand> ReadAsync(PrecastContext context, Plant plant, CancellationToken cancel)
    {
        var plans = await context.PlanHeadersAsync(cancel);
        return new WorkOnHand(
            plans,
            await LoadsInForce.LoadsAsync(context, plans, cancel),
            await LoadsInForce.OutagesAsync(context, cancel),
            await LoadsInForce.MouldUsesAsync(context, plant, cancel),
            await LoadsInForce.InYardAsync(context, plant, cancel),
            await LoadsInForce.NoOvertimeAsync(context, cancel));
    }
}
