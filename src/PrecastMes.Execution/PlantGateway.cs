using Akka.Actor;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plants;
using PrecastMes.Execution.Shifts;
using PrecastMes.Production.Orders;
using PrecastMes.Production.Plants;
using PrecastMes.Production.Shifts;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution;

/// <summary>
/// The way in for web, API and command line, and the only place that asks an actor and waits. Accepted means: it is in the
/// journal. Every command may be repeated; what was carried out is accepted again and changes nothing.
/// </summary>
public sealed class PlantGateway(
    Plant plant,
    ExecutionOptions options,
    IRequiredActor<PlantActor> plants,
    IRequiredActor<LineActor> lines,
    IRequiredActor<ShiftLedgerActor> shifts)
{
    /// <summary>Imports orders, all or none.</summary>
    public Task<Outcome> ImportOrdersAsync(IReadOnlyList<ProjectOrder> orders, CancellationToken cancellationToken = default) =>
        AskAsync(plants, new ImportOrders(orders), cancellationToken);

    /// <summary>Accepts a plan.</summary>
    public Task<Outcome> AcceptPlanAsync(Plan plan, CancellationToken cancellationToken = default) =>
        AskAsync(plants, new AcceptPlan(plan), cancellationToken);

    /// <summary>Releases an accepted plan; accepted when the lines have its loads.</summary>
    public Task<Outcome> ReleasePlanAsync(string planId, CancellationToken cancellationToken = default) =>
        AskAsync(plants, new ReleasePlan(planId), cancellationToken);

    /// <summary>Puts a repaired plan in force in place of loads that have not begun; accepted when the lines have its loads.</summary>
    public Task<Outcome> RepairPlanAsync(Plan plan, IReadOnlyList<string> withdrawn, string? madeBeside, CancellationToken cancellationToken = default) =>
        AskAsync(plants, new RepairPlan(plan, withdrawn, madeBeside), cancellationToken);

    /// <summary>Closes a shift.</summary>
    public Task<Outcome> CloseShiftAsync(ShiftCloseRecord close, CancellationToken cancellationToken = default) =>
        AskAsync(shifts, new CloseShift(close), cancellationToken);

    /// <summary>Lets a load go on in spite of a broken curing limit.</summary>
    /// <param name="loadId">The load.</param>
    /// <param name="by">Who decided.</param>
    /// <param name="reason">Why it is safe.</param>
    /// <param name="cancellationToken">Stops waiting, not the command.</param>
    public Task<Outcome> LiftCuringHoldAsync(string loadId, string by, string reason, CancellationToken cancellationToken = default) =>
        AskAsync(lines, new LiftCuringHold(loadId, by, reason), cancellationToken);

    private async Task<Outcome> AskAsync<TActor>(IRequiredActor<TActor> entity, object command, CancellationToken cancellationToken)
    {
        var region = await entity.GetAsync(cancellationToken);
        try
        {
            return await region.Ask<Outcome>(new ShardingEnvelope(plant.Id, command), options.CommandTimeout, cancellationToken);
        }
        catch (AskTimeoutException)
        {
            return Outcome.Refused(
                "no-answer", $"No answer within {options.CommandTimeout.TotalSeconds} s; whether it was done is unknown, and repeating it is safe.");
        }
    }
}
