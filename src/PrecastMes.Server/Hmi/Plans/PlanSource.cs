using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Plans;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Server.Planning;

namespace PrecastMes.Server.Hmi.Plans;

/// <summary>Accepted plans as the plan page reads them. A plan's document never changes, so it is parsed once.</summary>
public sealed class PlanSource(IDbContextFactory<PrecastContext> database)
{
    private const int Kept = 8;
    private readonly ConcurrentDictionary<string, Plan> parsed = new(StringComparer.Ordinal);

    /// <summary>All accepted plans without their documents: the one in force first, then the newest.</summary>
    public async Task<IReadOnlyList<PlanHeader>> HeadsAsync(CancellationToken cancellation)
    {
        await using var context = await database.CreateDbContextAsync(cancellation);
        var heads = await context.PlanHeadersAsync(cancellation);
        var inForce = heads.Where(head => head.ReleasedAt is not null).MaxBy(head => head.ReleasedAt);
        return inForce is null ? heads : [inForce, .. heads.Where(head => head != inForce)];
    }

    /// <summary>
    /// A plan's document, or null when no plan has the id. Beside the loads of the plan in force stand those of earlier plans that are still
    /// on the line or wait for it: after a repair the two together are what is to be made.
    /// </summary>
    public async Task<Plan?> PlanAsync(string planId, CancellationToken cancellation)
    {
        if (await DocumentAsync(planId, cancellation) is not { } plan)
        {
            return null;
        }

        await using var context = await database.CreateDbContextAsync(cancellation);
        var heads = await context.PlanHeadersAsync(cancellation);
        if (LoadsInForce.Last(heads) != planId)
        {
            return plan;
        }

        var own = plan.Loads.Select(load => load.LoadId).ToHashSet(StringComparer.Ordinal);
        PlannedLoad[] earlier = [.. (await LoadsInForce.LoadsAsync(context, heads, cancellation)).Where(load => !own.Contains(load.LoadId))];
        return earlier.Length == 0 ? plan : plan with { Loads = [.. earlier, .. plan.Loads] };
    }

    private async Task<Plan?> DocumentAsync(string planId, CancellationToken cancellation)
    {
        if (parsed.TryGetValue(planId, out var known))
        {
            return known;
        }

        await using var context = await database.CreateDbContextAsync(cancellation);
        var document = await context.Plans.AsNoTracking()
            .Where(plan => plan.Id == planId).Select(plan => plan.Document).SingleOrDefaultAsync(cancellation);
        if (document is null)
        {
            return null;
        }

        var read = JsonSerializer.Deserialize<Plan>(document, PlanJson.Options)
            ?? throw new InvalidDataException($"The document of plan {planId} is null.");
        if (parsed.Count >= Kept)
        {
            parsed.Clear();
        }

        return parsed[planId] = read;
    }

    /// <summary>What really ran of some loads and ended at or after an instant: unit, load, start and end.</summary>
    public async Task<IReadOnlyList<ActualBar>> ActualAsync(Plan plan, DateTimeOffset since, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var planId = plan.PlanId;
        string[] earlier = [.. plan.Loads.Select(load => load.LoadId).Where(id => !id.StartsWith(planId + "-", StringComparison.Ordinal))];
        await using var context = await database.CreateDbContextAsync(cancellation);
        return await (
            from fact in context.ElementEvents.AsNoTracking()
            join element in context.Elements.AsNoTracking() on fact.ElementId equals element.Id
            where (element.PlanId == planId || earlier.Contains(element.LoadId)) && element.LoadId != null && fact.StartedAt != null && fact.At >= since && fact.Unit != ""
            select new ActualBar(fact.Unit, element.LoadId!, fact.StartedAt!.Value, fact.At))
            .Distinct().ToListAsync(cancellation);
    }
}
