using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Plans;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Elements;
using PrecastMes.Production.Moulds;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Plans;
using PrecastMes.Scheduling.Rescheduling;

namespace PrecastMes.Server.Planning;

/// <summary>Released loads that still hold a place on the line, and what is out of service, as plans and repairs have them.</summary>
internal static class LoadsInForce
{
    // States are words in the database: they have no order there.
    private static readonly ElementState[] OnTheLine =
        [ElementState.Released, ElementState.Started, ElementState.Cast, ElementState.Curing, ElementState.Cured, ElementState.Demoulded, ElementState.Passed];

    /// <summary>The loads of all released plans that are not in the yard yet, with the times to which repairs pushed them.</summary>
    public static async Task<IReadOnlyList<PlannedLoad>> LoadsAsync(PrecastContext context, IReadOnlyList<PlanHeader> plans, CancellationToken cancel)
    {
        var rows = await context.Loads.AsNoTracking().Where(load => OnTheLine.Contains(load.State)).Select(load => new { load.Id, load.PlanId }).ToListAsync(cancel);
        var open = rows.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
        var holders = rows.Select(row => row.PlanId).ToHashSet(StringComparer.Ordinal);
        var oldest = plans.Where(plan => holders.Contains(plan.Id)).Min(plan => plan.ReleasedAt);
        var loads = new Dictionary<string, PlannedLoad>(StringComparer.Ordinal);
        foreach (var header in plans.Where(plan => plan.ReleasedAt is not null && plan.ReleasedAt >= oldest).OrderBy(plan => plan.ReleasedAt).ThenBy(plan => plan.Id, StringComparer.Ordinal))
        {
            var plan = Read((await context.PlanAsync(header.Id, cancel))!);
            foreach (var load in plan.Loads.Concat(plan.Pushed ?? []).Where(load => open.Contains(load.LoadId)))
            {
                loads[load.LoadId] = load;
            }
        }

        return [.. loads.Values];
    }

    /// <summary>Their elements.</summary>
    public static async Task<IReadOnlyList<Element>> ElementsAsync(PrecastContext context, CancellationToken cancel)
    {
        var rows = await (
            from element in context.Elements.AsNoTracking()
            join load in context.Loads.AsNoTracking() on element.LoadId equals load.Id
            where OnTheLine.Contains(load.State)
            select element).ToListAsync(cancel);
        return [.. rows.Select(row => row.ToElement())];
    }

    /// <summary>What mould units were used for by loads that are through, by unit; empty when no mould of the plant needs work between uses.</summary>
    public static async Task<IReadOnlyDictionary<string, MouldUse>> MouldUsesAsync(PrecastContext context, Plant plant, CancellationToken cancel)
    {
        if (!plant.MouldTypes.Any(type => type.IsServiced))
        {
            return new Dictionary<string, MouldUse>();
        }

        var rows = await (
            from element in context.Elements.AsNoTracking()
            join load in context.Loads.AsNoTracking() on element.LoadId equals load.Id
            where element.MouldUnit != null && element.DemouldedAt != null && !OnTheLine.Contains(load.State)
            group element by new { element.MouldUnit, element.Mark } into uses
            select new { Unit = uses.Key.MouldUnit!, uses.Key.Mark, Turns = uses.Count(), Last = uses.Max(element => element.DemouldedAt) }).ToListAsync(cancel);
        return rows.GroupBy(row => row.Unit, StringComparer.Ordinal).ToDictionary(
            unit => unit.Key,
            unit => new MouldUse(unit.Sum(row => row.Turns), unit.MaxBy(row => row.Last)!.Mark, unit.Max(row => row.Last)),
            StringComparer.Ordinal);
    }

    /// <summary>Due instants of the elements that lie in the yard; empty when there is always room.</summary>
    public static async Task<IReadOnlyList<DateTimeOffset>> InYardAsync(PrecastContext context, Plant plant, CancellationToken cancel)
    {
        if (plant.YardPlaces is null)
        {
            return [];
        }

        var needed = await context.Elements.AsNoTracking().Where(element => element.State == ElementState.Yard).Select(element => element.NeedDate).ToListAsync(cancel);
        var zone = plant.Calendar.Zone();
        return [.. needed.Select(need => zone.StartOf(need.AddDays(-plant.YardLeadDays)))];
    }

    /// <summary>What was out of service by the last plan in force that says something about it.</summary>
    public static async Task<IReadOnlyList<Disturbance>> OutagesAsync(PrecastContext context, CancellationToken cancel) =>
        (await LastThatSaysAsync(context, "\"outages\":", cancel))?.Outages ?? [];

    /// <summary>Days without overtime by the last plan in force that says something about it; each plan goes on with what was said before it.</summary>
    public static async Task<IReadOnlyList<DateOnly>> NoOvertimeAsync(PrecastContext context, CancellationToken cancel) =>
        (await LastThatSaysAsync(context, "\"noOvertime\":", cancel))?.NoOvertime ?? [];

    /// <summary>The plan that was put in force last, or null.</summary>
    public static string? Last(IReadOnlyList<PlanHeader> plans) =>
        plans.Where(plan => plan.ReleasedAt is not null).OrderBy(plan => plan.ReleasedAt).ThenBy(plan => plan.Id, StringComparer.Ordinal).LastOrDefault()?.Id;

    private static async Task<Plan?> LastThatSaysAsync(PrecastContext context, string words, CancellationToken cancel)
    {
        var row = await context.Plans.AsNoTracking()
            .Where(plan => plan.ReleasedAt != null && plan.Document.Contains(words))
            .OrderByDescending(plan => plan.ReleasedAt).ThenByDescending(plan => plan.Id)
            .FirstOrDefaultAsync(cancel);
        return row is null ? null : Read(row);
    }

    private static Plan Read(PlanRow row) => JsonSerializer.Deserialize<Plan>(row.Document, PlanJson.Options)
        ?? throw new InvalidOperationException($"Plan {row.Id} is stored without its document.");
}
