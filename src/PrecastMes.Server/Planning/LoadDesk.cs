using Microsoft.EntityFrameworkCore;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Databases;
using PrecastMes.Persistence.Elements;
using PrecastMes.Production.Plants;
using PrecastMes.Scheduling.Rescheduling;
using PrecastMes.Scheduling.RoughLoad;

namespace PrecastMes.Server.Planning;

/// <summary>
/// Rough load of the running plant: what is ordered and not cast, released or not, in its week of latest casting, and what is left to do on
/// cast loads. It asks no plan, changes nothing and runs beside planning, one question at a time.
/// </summary>
internal sealed class LoadDesk(Plant plant, IDbContextFactory<PrecastContext> contexts, TimeProvider plantTime) : IDisposable
{
    // States are words in the database: they have no order there.
    private static readonly ElementState[] NotMade =
    [
        ElementState.Ordered, ElementState.Planned, ElementState.Released, ElementState.Started, ElementState.Cast, ElementState.Curing, ElementState.Cured, ElementState.Demoulded,
    ];

    private readonly SemaphoreSlim _one = new(1);

    /// <summary>The load with offers, or the project of the first offer of which an element is ordered already.</summary>
    public async Task<(WeeklyLoad? Load, string? Known)> CountAsync(IReadOnlyList<Offer> offers, int weeks, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var (problem, known) = await ProblemAsync(offers, weeks, cancel);
            return problem is null ? (null, known) : (await Task.Factory.StartNew(
                () => WeeklyLoad.Of(problem, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default), null);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<(RoughProblem? Problem, string? Known)> ProblemAsync(IReadOnlyList<Offer> offers, int weeks, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var snapshot = await context.BeginSnapshotAsync(cancel);
        var projects = offers.SelectMany(offer => offer.Elements.Select(element => (element.Id, offer.ProjectId))).ToDictionary(each => each.Id, each => each.ProjectId, StringComparer.Ordinal);
        if (projects.Count > 0 && await context.FirstKnownAsync(projects.Keys.ToHashSet(StringComparer.Ordinal), cancel) is { } known)
        {
            return (null, projects[known]);
        }

        var now = plantTime.GetUtcNow();
        var rows = await context.Elements.AsNoTracking().Where(element => NotMade.Contains(element.State)).OrderBy(element => element.Id).ToListAsync(cancel);
        var begun = rows.Where(row => row.State >= ElementState.Cast).GroupBy(row => row.LoadId ?? row.Id, StringComparer.Ordinal);
        return (new RoughProblem(plant, [.. rows.Where(row => row.State < ElementState.Cast).Select(row => row.ToElement())], offers, now, weeks)
        {
            Begun = [.. begun.Select(load => new BegunLoad([.. load.Select(row => row.ToElement())], StageOf(load.Min(row => row.State))))],
            Disturbances = Outages.InForce(await LoadsInForce.OutagesAsync(context, cancel), [], [], now),
        }, null);
    }

    private static BegunStage StageOf(ElementState state) => state switch
    {
        ElementState.Cast => BegunStage.Cast,
        ElementState.Curing or ElementState.Cured => BegunStage.Curing,
        _ => BegunStage.Demoulded,
    };
}
