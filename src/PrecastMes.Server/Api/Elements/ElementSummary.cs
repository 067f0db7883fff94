using PrecastMes.Persistence.Elements;
using PrecastMes.Server.Api.Tables;

namespace PrecastMes.Server.Api.Elements;

/// <summary>An element in a list.</summary>
/// <param name="State">ordered, planned, released, started, cast, curing, cured, demoulded, passed or yard.</param>
/// <param name="ReleaseDate">The first day on which it may be made; null when it may be at once.</param>
/// <param name="TardinessWeight">What an hour late of it counts, 1–100.</param>
/// <param name="VolumeM3">Concrete, m³.</param>
/// <param name="PlannedFinish">Planned end of final inspection.</param>
/// <param name="DueAt">Final inspection must end by then.</param>
/// <param name="PassedAt">End of final inspection: the element is output of this instant.</param>
public sealed record ElementSummary(
    string Id,
    string Project,
    string Building,
    int Floor,
    string Mark,
    string Family,
    string ConcreteGrade,
    decimal VolumeM3,
    int WeightKg,
    DateOnly NeedDate,
    DateOnly? ReleaseDate,
    int TardinessWeight,
    string State,
    string? PlanId,
    string? LoadId,
    string? PalletId,
    string? MouldUnit,
    DateTimeOffset? PlannedFinish,
    DateTimeOffset? DueAt,
    DateTimeOffset? CastAt,
    DateTimeOffset? PassedAt,
    DateTimeOffset? YardAt)
{
    internal static ElementSummary Of(ElementRow row) => new(
        row.Id, row.ProjectId, row.Building, row.Floor, row.Mark, row.FamilyCode, row.ConcreteGrade, Volume.M3(row.VolumeLitres),
        row.WeightKg, row.NeedDate, row.ReleaseDate, row.TardinessWeight, row.State.ToWord(), row.PlanId, row.LoadId, row.PalletId, row.MouldUnit, row.PlannedFinish, row.DueAt,
        row.CastAt, row.PassedAt, row.YardAt);

    internal static CsvTable Csv(IEnumerable<ElementSummary> elements)
    {
        var table = new CsvTable(
            "element", "project", "building", "floor", "mark", "family", "concrete_grade", "volume_m3", "weight_kg", "need_date", "release_date", "tardiness_weight", "state",
            "plan", "load", "pallet", "mould_unit", "planned_finish", "due_at", "cast_at", "passed_at", "yard_at");
        foreach (var e in elements)
        {
            table.Add(
                e.Id, e.Project, e.Building, e.Floor, e.Mark, e.Family, e.ConcreteGrade, e.VolumeM3, e.WeightKg, e.NeedDate, e.ReleaseDate, e.TardinessWeight, e.State,
                e.PlanId, e.LoadId, e.PalletId, e.MouldUnit, e.PlannedFinish, e.DueAt, e.CastAt, e.PassedAt, e.YardAt);
        }

        return table;
    }
}
