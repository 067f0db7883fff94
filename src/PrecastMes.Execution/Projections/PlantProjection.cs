using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrecastMes.Execution.Journal;
using PrecastMes.Execution.Plants;
using PrecastMes.Persistence;
using PrecastMes.Persistence.Elements;
using PrecastMes.Persistence.Loads;
using PrecastMes.Persistence.Plans;
using PrecastMes.Persistence.Projects;
using PrecastMes.Production.Orders;
using PrecastMes.Scheduling.Plans;

namespace PrecastMes.Execution.Projections;

/// <summary>Orders and plans into projects, elements, plans and loads.</summary>
internal sealed class PlantProjection(PrecastContext db)
{
    public async Task ApplyAsync(JournalEntry entry, PlantEvent e, CancellationToken cancellationToken)
    {
        switch (e)
        {
            case OrderImported imported:
                Import(entry, imported.Order, imported.At);
                break;
            case PlanAccepted accepted:
                await AcceptAsync(entry, accepted, cancellationToken);
                break;
            case PlanReleased released:
                var plan = await db.Plans.FindAsync([released.PlanId], cancellationToken)
                    ?? throw new InvalidOperationException($"Plan {released.PlanId} is released, but has no row.");
                plan.ReleasedAt = released.At;
                break;
            case PlanRepaired repaired:
                AddPlan(AcceptedPlan.Read(repaired.Document).Plan, repaired.Document);
                break;
            case RepairRefused refused:
                db.Loads.RemoveRange(db.Loads.Local.Where(load => load.PlanId == refused.PlanId));
                await db.Loads.Where(load => load.PlanId == refused.PlanId).ForEachAsync(load => db.Loads.Remove(load), cancellationToken);
                break;
            case PlanHandedOver over:
                var given = await db.Plans.FindAsync([over.PlanId], cancellationToken)
                    ?? throw new InvalidOperationException($"Plan {over.PlanId} is with the lines, but has no row.");
                given.ReleasedAt ??= over.At;
                break;
            default:
                throw new InvalidOperationException($"Plant event {e.GetType().Name} has no projection.");
        }
    }

    private void Import(JournalEntry entry, ProjectOrder order, DateTimeOffset at)
    {
        db.Projects.Add(new ProjectRow
        {
            Id = order.Project.Id,
            NameZh = order.Project.Name.Zh,
            NameEn = order.Project.Name.En,
            DistrictId = order.Project.DistrictId,
            ImportedAt = at,
        });
        var position = 0;
        foreach (var element in order.Elements)
        {
            db.Elements.Add(element.ToRow(position++));
            db.ElementEvents.Add(ElementFacts.Row(entry, element.Id, at, "ordered", detail: order.Project.Id));
        }
    }

    private async Task AcceptAsync(JournalEntry entry, PlanAccepted e, CancellationToken cancellationToken)
    {
        var plan = AcceptedPlan.Read(e.Document).Plan;
        AddPlan(plan, e.Document);
        var rows = db.Elements.Local.ToDictionary(r => r.Id, StringComparer.Ordinal);
        var missing = PlantState.Elementwise(plan).Where(id => !rows.ContainsKey(id)).ToList();
        foreach (var row in await db.Elements.Where(r => missing.Contains(r.Id)).ToListAsync(cancellationToken))
        {
            rows.Add(row.Id, row);
        }

        foreach (var load in plan.Loads)
        {
            foreach (var element in load.Elements)
            {
                PlannedPlace.Write(rows[element.ElementId], plan.PlanId, load, element);
                db.ElementEvents.Add(ElementFacts.Row(entry, element.ElementId, e.At, "planned", detail: load.LoadId));
            }
        }
    }

    // The rows of a plan and its loads; its elements' own rows follow when they are its.
    private void AddPlan(Plan plan, string document)
    {
        db.Plans.Add(new PlanRow
        {
            Id = plan.PlanId,
            CreatedAt = plan.CreatedAt,
            StartAt = plan.StartAt,
            Document = document,
            Kpi = JsonSerializer.Serialize(plan.Kpi, PlanJson.Options),
        });
        foreach (var load in plan.Loads)
        {
            db.Loads.Add(new LoadRow
            {
                Id = load.LoadId,
                PlanId = plan.PlanId,
                LineId = load.LineId,
                Sequence = load.Sequence,
                PalletId = load.PalletId,
                FamilyCode = load.FamilyCode,
                ConcreteGrade = load.ConcreteGrade,
                CuringProgramId = load.CuringProgramId,
                Elements = load.Elements.Count,
                VolumeLitres = load.VolumeLitres,
                State = ElementState.Planned,
                PlannedStart = load.MouldsFrom,
                PlannedPlace = load.Curing.Place,
                PlannedFinish = load.FinishAt,
                DueAt = load.DueAt,
            });
        }
    }
}
