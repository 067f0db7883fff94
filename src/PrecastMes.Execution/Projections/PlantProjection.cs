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
            case PlanHandedOver:
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
            db.Elements.Add(new ElementRow
            {
                Id = element.Id,
                ProjectId = element.ProjectId,
                Position = position++,
                Building = element.Building,
                Floor = element.Floor,
                Mark = element.Mark,
                FamilyCode = element.FamilyCode,
                LengthMm = element.LengthMm,
                WidthMm = element.WidthMm,
                ThicknessMm = element.ThicknessMm,
                ConcreteGrade = element.ConcreteGrade,
                VolumeLitres = element.VolumeLitres,
                WeightKg = element.WeightKg,
                NeedDate = element.NeedDate,
                State = ElementState.Ordered,
            });
            db.ElementEvents.Add(ElementFacts.Row(entry, element.Id, at, "ordered", detail: order.Project.Id));
        }
    }

    private async Task AcceptAsync(JournalEntry entry, PlanAccepted e, CancellationToken cancellationToken)
    {
        var plan = AcceptedPlan.Read(e.Document).Plan;
        db.Plans.Add(new PlanRow
        {
            Id = plan.PlanId,
            CreatedAt = plan.CreatedAt,
            StartAt = plan.StartAt,
            Document = e.Document,
            Kpi = JsonSerializer.Serialize(plan.Kpi, PlanJson.Options),
        });
        var rows = db.Elements.Local.ToDictionary(r => r.Id, StringComparer.Ordinal);
        var missing = PlantState.Elementwise(plan).Where(id => !rows.ContainsKey(id)).ToList();
        foreach (var row in await db.Elements.Where(r => missing.Contains(r.Id)).ToListAsync(cancellationToken))
        {
            rows.Add(row.Id, row);
        }

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
            foreach (var element in load.Elements)
            {
                Plan(rows[element.ElementId], plan.PlanId, load, element);
                db.ElementEvents.Add(ElementFacts.Row(entry, element.ElementId, e.At, "planned", detail: load.LoadId));
            }
        }
    }

    private static void Plan(ElementRow row, string planId, PlannedLoad load, PlannedElement element)
    {
        row.State = ElementState.Planned;
        row.PlanId = planId;
        row.LoadId = load.LoadId;
        row.PalletId = load.PalletId;
        row.MouldUnit = element.MouldUnit;
        row.XMm = element.XMm;
        row.YMm = element.YMm;
        row.Rotated = element.Rotated;
        row.PlannedStart = load.MouldsFrom;
        row.PlannedFinish = load.FinishAt;
        row.DueAt = element.DueAt;
    }
}
