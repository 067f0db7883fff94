using PrecastMes.Persistence.Shifts;
using PrecastMes.Server.Api.Tables;

namespace PrecastMes.Server.Api.Shifts;

/// <summary>The close of a shift: output, scheduled volume and capacity side by side, never mixed.</summary>
/// <param name="ShiftId">e.g. 2026-03-02/early.</param>
/// <param name="Day">Plant-local day on which it began.</param>
/// <param name="OutputElements">Elements that passed final inspection, those carried over included.</param>
/// <param name="OutputM3">Their volume, m³.</param>
/// <param name="CarriedOverElements">Of the output, elements that passed in an earlier shift and became known after its close.</param>
/// <param name="CarriedOverM3">Their volume, m³.</param>
/// <param name="ScheduledElements">Elements whose final inspection the plan in force ends in this shift.</param>
/// <param name="ScheduledM3">Their volume, m³.</param>
/// <param name="CapacityM3">Declared capacity of the shift, m³.</param>
/// <param name="CapacityBasis">The factors of the capacity, in words and figures.</param>
public sealed record ClosedShift(
    string ShiftId,
    DateOnly Day,
    string Shift,
    DateTimeOffset StartAt,
    DateTimeOffset EndAt,
    DateTimeOffset ClosedAt,
    int OutputElements,
    decimal OutputM3,
    int CarriedOverElements,
    decimal CarriedOverM3,
    int ScheduledElements,
    decimal ScheduledM3,
    string? PlanId,
    decimal CapacityM3,
    string CapacityBasis)
{
    internal static ClosedShift Of(ShiftCloseRow row) => new(
        row.ShiftId, row.Day, row.ShiftCode, row.StartAt, row.EndAt, row.ClosedAt, row.OutputElements, Volume.M3(row.OutputLitres),
        row.CarriedOverElements, Volume.M3(row.CarriedOverLitres), row.ScheduledElements, Volume.M3(row.ScheduledLitres), row.PlanId,
        Volume.M3(row.CapacityLitres), row.CapacityBasis);

    internal static CsvTable Csv(IEnumerable<ClosedShift> shifts)
    {
        var table = new CsvTable(
            "shift_id", "day", "shift", "start_at", "end_at", "closed_at", "output_elements", "output_m3", "carried_over_elements",
            "carried_over_m3", "scheduled_elements", "scheduled_m3", "plan", "capacity_m3", "capacity_basis");
        foreach (var s in shifts)
        {
            table.Add(
                s.ShiftId, s.Day, s.Shift, s.StartAt, s.EndAt, s.ClosedAt, s.OutputElements, s.OutputM3, s.CarriedOverElements,
                s.CarriedOverM3, s.ScheduledElements, s.ScheduledM3, s.PlanId, s.CapacityM3, s.CapacityBasis);
        }

        return table;
    }
}
