using Microsoft.EntityFrameworkCore;
using PrecastMes.Production.Shifts;

namespace PrecastMes.Persistence.Shifts;

/// <summary>Writes and reads closed shifts.</summary>
public static class ShiftCloses
{
    /// <summary>
    /// Adds a close to the context, unless the shift is closed already: then nothing changes. The caller saves, together with
    /// its offset.
    /// </summary>
    /// <returns>Whether it was added.</returns>
    public static async Task<bool> AddShiftCloseAsync(
        this PrecastContext context, ShiftCloseRecord close, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(close);
        if (await context.ShiftCloses.AnyAsync(row => row.ShiftId == close.ShiftId, cancellationToken))
        {
            return false;
        }

        var carriedOver = close.Elements.Where(e => e.CarriedOver).ToList();
        var row = new ShiftCloseRow
        {
            ShiftId = close.ShiftId,
            Day = close.Day,
            ShiftCode = close.ShiftCode,
            StartAt = close.StartAt,
            EndAt = close.EndAt,
            ClosedAt = close.ClosedAt,
            OutputElements = close.Elements.Count,
            OutputLitres = close.OutputLitres,
            CarriedOverElements = carriedOver.Count,
            CarriedOverLitres = carriedOver.Sum(e => (long)e.VolumeLitres),
            ScheduledElements = close.ScheduledElements,
            ScheduledLitres = close.ScheduledLitres,
            PlanId = close.PlanId,
            CapacityLitres = close.CapacityLitres,
            CapacityBasis = close.CapacityBasis,
        };
        foreach (var element in close.Elements)
        {
            row.Elements.Add(new ShiftCloseElementRow
            {
                ElementId = element.ElementId,
                ShiftId = close.ShiftId,
                FamilyCode = element.FamilyCode,
                DistrictId = element.DistrictId,
                VolumeLitres = element.VolumeLitres,
                PassedAt = element.PassedAt,
                CarriedOver = element.CarriedOver,
            });
        }

        context.Add(row);
        return true;
    }
}
