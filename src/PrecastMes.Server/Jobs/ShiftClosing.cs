using PrecastMes.Persistence.Output;
using PrecastMes.Production.Calendars;
using PrecastMes.Production.Shifts;

namespace PrecastMes.Server.Jobs;

/// <summary>
/// What the close of a shift says. A shift's output is what passed after the end of the shift before it and before its own
/// end, so that overtime belongs to somebody; what passed earlier and is not counted yet is carried over into it. Thus each
/// element is in exactly one close, whenever its fact arrives.
/// </summary>
internal static class ShiftClosing
{
    private static readonly TimeSpan LongestBreak = TimeSpan.FromDays(60);

    /// <summary>End of the shift before this one; where the calendar has none within 60 days, this one's start.</summary>
    internal static DateTimeOffset EndOfPrevious(PlantCalendar calendar, ShiftInstance shift) => calendar
        .Between(shift.Start - LongestBreak, shift.Start)
        .Where(s => s.End <= shift.Start)
        .Select(s => s.End)
        .Append(DateTimeOffset.MinValue)
        .Max() is var end && end > DateTimeOffset.MinValue ? end : shift.Start;

    /// <summary>The shifts that end in <c>(after, until]</c>, in order of their ends.</summary>
    internal static IEnumerable<ShiftInstance> EndedBetween(PlantCalendar calendar, DateTimeOffset after, DateTimeOffset until) => calendar
        .Between(after, until)
        .Where(s => s.End > after && s.End <= until)
        .OrderBy(s => s.End);

    /// <summary>The first shift that ends after an instant; null when the calendar has none within 60 days.</summary>
    internal static ShiftInstance? NextToEnd(PlantCalendar calendar, DateTimeOffset after) =>
        EndedBetween(calendar, after, after + LongestBreak).FirstOrDefault();

    /// <summary>The close.</summary>
    /// <param name="shift">The shift that ended.</param>
    /// <param name="previousEnd">End of the shift before it.</param>
    /// <param name="unclosed">All elements that passed before its end and that no close has counted.</param>
    /// <param name="scheduled">Elements whose final inspection the plan ends between the two ends.</param>
    /// <param name="planId">The plan in force.</param>
    /// <param name="capacity">Declared capacity of the shift.</param>
    /// <param name="closedAt">Now, plant time.</param>
    internal static ShiftCloseRecord Close(
        ShiftInstance shift,
        DateTimeOffset previousEnd,
        IReadOnlyList<PassedElement> unclosed,
        IReadOnlyList<ScheduledElement> scheduled,
        string? planId,
        ShiftCapacity capacity,
        DateTimeOffset closedAt) => new(
            shift.Id,
            shift.Day,
            shift.ShiftId,
            shift.Start,
            shift.End,
            closedAt,
            [.. unclosed.Select(e => new ClosedElement(
                e.ElementId, e.FamilyCode, e.DistrictId, e.VolumeLitres, e.PassedAt, CarriedOver: e.PassedAt < previousEnd))],
            scheduled.Count,
            scheduled.Sum(e => (long)e.VolumeLitres),
            planId,
            capacity.Litres,
            capacity.Basis);
}
