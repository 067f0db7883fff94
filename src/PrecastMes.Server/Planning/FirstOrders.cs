using PrecastMes.Execution;
using PrecastMes.Production.Orders;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Cli;

namespace PrecastMes.Server.Planning;

/// <summary>Brings orders and a plan for them into a plant. Every step may be repeated, so a start that was broken off goes on.</summary>
internal static class FirstOrders
{
    /// <summary>Imports the orders, accepts the plan and releases it.</summary>
    /// <exception cref="UsageException">The plant refused one of the steps.</exception>
    public static async Task ReleaseAsync(
        PlantGateway gateway, IReadOnlyList<ProjectOrder> orders, Plan plan, CancellationToken cancellationToken)
    {
        Require(await gateway.ImportOrdersAsync([.. orders], cancellationToken));
        Require(await gateway.AcceptPlanAsync(plan, cancellationToken));
        Require(await gateway.ReleasePlanAsync(plan.PlanId, cancellationToken));
    }

    private static void Require(Outcome outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            throw new UsageException(Text.Of("refused", $"{refusal.Code}: {refusal.Detail}"));
        }
    }
}
