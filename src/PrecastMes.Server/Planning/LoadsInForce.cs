using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Plans;
using PrecastMes.Production.Elements;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Server.Planning;

/// <summary>Released loads that still hold a place on the line, as their plans have them.</summary>
internal static class LoadsInForce
{
    /// <summary>The loads of all released plans that are not in the yard yet.</summary>
    public static async Task<IReadOnlyList<PlannedLoad>> LoadsAsync(PrecastContext context, IReadOnlyList<PlanHeader> plans, CancellationToken cancel)
    {
        var open = await context.Loads.AsNoTracking()
            .Where(load => load.State >= ElementState.Released && load.State < ElementState.Yard)
            .Select(load => load.Id).ToHashSetAsync(cancel);
        var loads = new List<PlannedLoad>();
        foreach (var header in plans.Where(plan => plan.ReleasedAt is not null))
        {
            var row = await context.PlanAsync(header.Id, cancel);
            var plan = JsonSerializer.Deserialize<Plan>(row!.Document, PlanJson.Options)
                ?? throw new InvalidOperationException($"Plan {header.Id} is stored without its document.");
            loads.AddRange(plan.Loads.Where(load => open.Contains(load.LoadId)));
        }

        return loads;
    }

    /// <summary>Their elements.</summary>
    public static async Task<IReadOnlyList<Element>> ElementsAsync(PrecastContext context, CancellationToken cancel)
    {
        var rows = await (
            from element in context.Elements.AsNoTracking()
            join load in context.Loads.AsNoTracking() on element.LoadId equals load.Id
            where load.State >= ElementState.Released && load.State < ElementState.Yard
            select element).ToListAsync(cancel);
        return [.. rows.Select(row => row.ToElement())];
    }
}
