using Microsoft.EntityFrameworkCore;

namespace PrecastMes.Persistence.Shifts;

/// <summary>What pages, API and the close of the next shift ask about closed shifts.</summary>
public static class ShiftCloseQueries
{
    /// <summary>Closes of the shifts of these local days, in order, with the elements behind them.</summary>
    public static async Task<IReadOnlyList<ShiftCloseRow>> ShiftClosesAsync(
        this PrecastContext context, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await context.ShiftCloses.AsNoTracking()
            .Include(c => c.Elements.OrderBy(e => e.PassedAt).ThenBy(e => e.ElementId))
            .Where(c => c.Day >= from && c.Day <= to)
            .OrderBy(c => c.EndAt)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The close of a shift with its elements, or null while it is not closed.</summary>
    public static Task<ShiftCloseRow?> ShiftCloseAsync(this PrecastContext context, string shiftId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ShiftCloses.AsNoTracking()
            .Include(c => c.Elements.OrderBy(e => e.PassedAt).ThenBy(e => e.ElementId))
            .SingleOrDefaultAsync(c => c.ShiftId == shiftId, cancellationToken);
    }

    /// <summary>The close of the latest shift, without its elements; null before the first.</summary>
    public static Task<ShiftCloseRow?> LastShiftCloseAsync(this PrecastContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.ShiftCloses.AsNoTracking().OrderByDescending(c => c.EndAt).FirstOrDefaultAsync(cancellationToken);
    }
}
