using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Lines;
using PrecastMes.Execution.Plants;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Curing;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Loads;

namespace PrecastMes.Execution.Projections;

/// <summary>Facts of the lines into the life of elements and loads.</summary>
internal sealed class LineProjection(PrecastContext db, PlantLayout layout)
{
    private readonly Dictionary<string, (LoadRow Load, List<ElementRow> Elements)> loads = new(StringComparer.Ordinal);

    public async Task ApplyAsync(JournalEntry entry, LineEvent e, CancellationToken cancellationToken)
    {
        switch (e)
        {
            case LoadsReleased x:
                await FetchAsync([.. x.Loads.Select(l => l.LoadId)], cancellationToken);
                foreach (var released in x.Loads)
                {
                    var under = await LoadAsync(released.LoadId, cancellationToken);
                    Tell(under, entry, x.At, ElementState.Released, "released", detail: x.PlanId);
                }

                break;
            case LoadsReplaced x:
                await ReplaceAsync(entry, x, cancellationToken);
                break;
            case LoadStarted x:
                Started(await LoadAsync(x.LoadId, cancellationToken), entry, x);
                break;
            case OperationCompleted x:
                Worked(await LoadAsync(x.LoadId, cancellationToken), entry, x);
                break;
            case PalletMoved { LoadId: { } loadId } x:
                Moved(await LoadAsync(loadId, cancellationToken), entry, x);
                break;
            case BatchMixed x:
                var litres = x.VolumeLitres.ToString(CultureInfo.InvariantCulture);
                Tell(await LoadAsync(x.LoadId, cancellationToken), entry, x.At, null, "batched", x.Mixer, detail: $"{x.Grade} {litres} L");
                break;
            case CuringStarted x:
                Cures(await LoadAsync(x.LoadId, cancellationToken), entry, x);
                break;
            case CuringRecorded x:
                Cured(await LoadAsync(x.LoadId, cancellationToken), entry, x);
                break;
            case CuringDeviated x:
                var measured = string.Create(CultureInfo.InvariantCulture, $"{x.Rule} {x.Measured / 10.0:0.0} > {x.Limit / 10.0:0.0} ({x.Clause})");
                Tell(await LoadAsync(x.LoadId, cancellationToken), entry, x.At, null, "deviated", x.Place, detail: measured);
                break;
            case CuringHoldLifted x:
                Tell(await LoadAsync(x.LoadId, cancellationToken), entry, x.At, null, "hold-lifted", detail: $"{x.By}: {x.Reason}");
                break;
            case MouldsReleased x:
                var demoulded = await LoadAsync(x.LoadId, cancellationToken);
                Each(demoulded, row => row.DemouldedAt = x.At);
                Tell(demoulded, entry, x.At, ElementState.Demoulded, "demoulded");
                break;
            case ElementsLifted x:
                Tell(await LoadAsync(x.LoadId, cancellationToken), entry, x.At, null, "lifted", x.Unit);
                break;
            case ElementsPassed x:
                var passed = await LoadAsync(x.LoadId, cancellationToken);
                Each(passed, row => row.PassedAt = x.At);
                passed.Load.PassedAt = x.At;
                Tell(passed, entry, x.At, ElementState.Passed, "passed");
                break;
            case ElementsYarded x:
                var yarded = await LoadAsync(x.LoadId, cancellationToken);
                Each(yarded, row => row.YardAt = x.At);
                Tell(yarded, entry, x.At, ElementState.Yard, "yard");
                break;
            default:
                // Owners, commands, faults and empty pallets are no part of an element's life.
                break;
        }
    }

    private void Started((LoadRow Load, List<ElementRow> Elements) under, JournalEntry entry, LoadStarted e)
    {
        under.Load.StartedAt = e.At;
        under.Load.PalletId = e.PalletId;
        Each(under, row =>
        {
            row.StartedAt = e.At;
            row.PalletId = e.PalletId;
        });
        Tell(under, entry, e.At, ElementState.Started, "started", e.Place, detail: e.PalletId ?? "");
    }

    private void Worked((LoadRow Load, List<ElementRow> Elements) under, JournalEntry entry, OperationCompleted e)
    {
        var line = layout.Circulation(under.Load.LineId);
        if (line is not null && IsBehindLift(line, e.Unit))
        {
            // The pallet is swept and checked; its elements are elsewhere.
            return;
        }

        var cast = e.Unit == line?.CastingStationId || e.Operation == layout.Area(under.Load.LineId)?.CastOperation;
        if (cast)
        {
            under.Load.CastAt = e.At;
            Each(under, row => row.CastAt = e.At);
        }

        Tell(under, entry, e.At, cast ? ElementState.Cast : null, "operation", e.Unit, e.Operation, startedAt: e.StartedAt);
    }

    private static bool IsBehindLift(Production.Lines.CirculationLine line, string unit) =>
        line.DryStations.SkipWhile(s => s.Operation != line.LiftOperation).Skip(1).Any(s => s.Id == unit);

    private void Moved((LoadRow Load, List<ElementRow> Elements) under, JournalEntry entry, PalletMoved e)
    {
        if (e.From == under.Load.CuringPlace)
        {
            under.Load.CuredAt = e.At;
            Each(under, row => row.CuredAt = e.At);
        }

        Tell(under, entry, e.At, null, "moved", e.To, detail: $"{e.PalletId} {e.From} → {e.To}");
    }

    private void Cures((LoadRow Load, List<ElementRow> Elements) under, JournalEntry entry, CuringStarted e)
    {
        under.Load.CuringPlace = e.Place;
        Each(under, row =>
        {
            row.CuringPlace = e.Place;
            row.StoredAt = e.At;
        });
        Tell(under, entry, e.At, ElementState.Curing, "curing", e.Place, detail: e.ProgramId);
    }

    private void Cured((LoadRow Load, List<ElementRow> Elements) under, JournalEntry entry, CuringRecorded e)
    {
        db.CuringCurves.Add(new CuringCurveRow
        {
            LoadId = e.LoadId,
            Place = e.Place,
            StartedAt = e.StartedAt,
            RecordedAt = e.At,
            IntervalSeconds = e.IntervalSeconds,
            TempsDeciC = [.. e.TempsDeciC],
            MaturityDeciCHours = e.MaturityDeciCHours,
            StrengthDeciMpa = e.StrengthDeciMpa,
        });
        under.Load.CuredAt = e.At;
        Each(under, row =>
        {
            row.CuredAt = e.At;
            row.MaturityDeciCHours = e.MaturityDeciCHours;
            row.StrengthDeciMpa = e.StrengthDeciMpa;
        });
        Tell(
            under,
            entry,
            e.At,
            ElementState.Cured,
            "cured",
            e.Place,
            detail: string.Create(CultureInfo.InvariantCulture, $"{e.MaturityDeciCHours / 10.0:0.0} ℃·h, {e.StrengthDeciMpa / 10.0:0.0} MPa"));
    }

    private void Tell(
        (LoadRow Load, List<ElementRow> Elements) under,
        JournalEntry entry,
        DateTimeOffset at,
        ElementState? state,
        string kind,
        string unit = "",
        string operation = "",
        string detail = "",
        DateTimeOffset? startedAt = null)
    {
        if (state is { } reached)
        {
            // The order of states is the order of life: a late fact never takes an element back.
            under.Load.State = under.Load.State < reached ? reached : under.Load.State;
            Each(under, row => row.State = row.State < reached ? reached : row.State);
        }

        foreach (var element in under.Elements)
        {
            db.ElementEvents.Add(ElementFacts.Row(entry, element.Id, at, kind, unit, operation, detail, startedAt));
        }
    }

    // The rows of loads that were taken back go; their elements are those of the repaired plan, or ordered again.
    private async Task ReplaceAsync(JournalEntry entry, LoadsReplaced e, CancellationToken cancellationToken)
    {
        await FetchAsync([.. e.Withdrawn], cancellationToken);
        var elements = new Dictionary<string, ElementRow>(StringComparer.Ordinal);
        foreach (var id in e.Withdrawn)
        {
            foreach (var element in loads[id].Elements)
            {
                elements[element.Id] = element;
            }

            db.Loads.Remove(loads[id].Load);
            loads.Remove(id);
        }

        var row = await db.Plans.FindAsync([e.PlanId], cancellationToken)
            ?? throw new InvalidOperationException($"The lines tell of plan {e.PlanId}, which has no row yet.");
        var plan = AcceptedPlan.Read(row.Document).Plan;
        var missing = plan.Loads.SelectMany(load => load.Elements).Select(element => element.ElementId).Where(id => !elements.ContainsKey(id)).ToList();
        foreach (var element in db.Elements.Local.Where(element => missing.Contains(element.Id)).Concat(await db.Elements.Where(element => missing.Contains(element.Id)).ToListAsync(cancellationToken)).Distinct().ToList())
        {
            elements[element.Id] = element;
        }

        var rows = db.Loads.Local.ToDictionary(load => load.Id, StringComparer.Ordinal);
        foreach (var load in await db.Loads.Where(load => load.PlanId == e.PlanId).ToListAsync(cancellationToken))
        {
            rows[load.Id] = load;
        }

        var placed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var load in plan.Loads)
        {
            rows[load.LoadId].State = ElementState.Released;
            var mine = new List<ElementRow>();
            foreach (var element in load.Elements)
            {
                var known = elements[element.ElementId];
                var detail = $"{known.LoadId ?? "–"} → {load.LoadId}";
                PlannedPlace.Write(known, e.PlanId, load, element, ElementState.Released);
                db.ElementEvents.Add(ElementFacts.Row(entry, known.Id, e.At, "replanned", detail: detail));
                placed.Add(known.Id);
                mine.Add(known);
            }

            loads[load.LoadId] = (rows[load.LoadId], mine);
        }

        foreach (var pushed in plan.Pushed ?? [])
        {
            var (under, mine) = await LoadAsync(pushed.LoadId, cancellationToken);
            (under.PlannedStart, under.PlannedFinish) = (pushed.MouldsFrom, pushed.FinishAt);
            mine.ForEach(element => (element.PlannedStart, element.PlannedFinish) = (pushed.MouldsFrom, pushed.FinishAt));
        }

        foreach (var element in elements.Values.Where(element => !placed.Contains(element.Id)))
        {
            db.ElementEvents.Add(ElementFacts.Row(entry, element.Id, e.At, "withdrawn", detail: element.LoadId ?? ""));
            PlannedPlace.Clear(element);
        }
    }

    private static void Each((LoadRow Load, List<ElementRow> Elements) under, Action<ElementRow> change) => under.Elements.ForEach(change);

    private async Task<(LoadRow Load, List<ElementRow> Elements)> LoadAsync(string loadId, CancellationToken cancellationToken)
    {
        if (!loads.ContainsKey(loadId))
        {
            await FetchAsync([loadId], cancellationToken);
        }

        return loads[loadId];
    }

    // A release brings hundreds of loads: two queries for all of them.
    private async Task FetchAsync(List<string> loadIds, CancellationToken cancellationToken)
    {
        var tracked = db.Elements.Local.ToLookup(row => row.LoadId, StringComparer.Ordinal);
        var known = db.Loads.Local.ToDictionary(row => row.Id, StringComparer.Ordinal);
        var missing = loadIds.Where(id => !known.ContainsKey(id) || tracked[id].Count() < known[id].Elements).ToList();
        if (missing.Count > 0)
        {
            foreach (var row in await db.Loads.Where(row => missing.Contains(row.Id)).ToListAsync(cancellationToken))
            {
                known[row.Id] = row;
            }

            await db.Elements.Where(row => missing.Contains(row.LoadId!)).LoadAsync(cancellationToken);
            tracked = db.Elements.Local.ToLookup(row => row.LoadId, StringComparer.Ordinal);
        }

        foreach (var id in loadIds)
        {
            loads[id] = known.TryGetValue(id, out var load)
                ? (load, [.. tracked[id]])
                : throw new InvalidOperationException($"The lines tell of load {id}, whose plan has no rows yet.");
        }
    }
}
