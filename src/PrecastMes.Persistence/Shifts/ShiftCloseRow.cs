namespace PrecastMes.Persistence.Shifts;

/// <summary>
/// The close of a shift (班结): three figures that are never mixed – output, scheduled volume, capacity. The database refuses
/// to change or delete it; a correction is a new fact.
/// </summary>
public sealed class ShiftCloseRow
{
    /// <summary>The shift, e.g. <c>2026-03-02/early</c>; key.</summary>
    public required string ShiftId { get; set; }

    /// <summary>Local day on which it began.</summary>
    public DateOnly Day { get; set; }

    /// <summary>The calendar's id of the shift, e.g. <c>early</c>.</summary>
    public required string ShiftCode { get; set; }

    /// <summary>First instant, UTC.</summary>
    public DateTimeOffset StartAt { get; set; }

    /// <summary>First instant after it, UTC.</summary>
    public DateTimeOffset EndAt { get; set; }

    /// <summary>When it was closed, plant time, UTC.</summary>
    public DateTimeOffset ClosedAt { get; set; }

    /// <summary>Output: elements, those carried over included.</summary>
    public int OutputElements { get; set; }

    /// <summary>Output, litres, those carried over included.</summary>
    public long OutputLitres { get; set; }

    /// <summary>Of the output, elements that passed in an earlier shift and became known after its close.</summary>
    public int CarriedOverElements { get; set; }

    /// <summary>Volume of <see cref="CarriedOverElements"/>, litres.</summary>
    public long CarriedOverLitres { get; set; }

    /// <summary>Elements whose final inspection the plan in force ends in this shift.</summary>
    public int ScheduledElements { get; set; }

    /// <summary>Volume of <see cref="ScheduledElements"/>, litres.</summary>
    public long ScheduledLitres { get; set; }

    /// <summary>The plan in force at the shift's end; null when there was none.</summary>
    public string? PlanId { get; set; }

    /// <summary>Declared capacity of the shift, litres.</summary>
    public long CapacityLitres { get; set; }

    /// <summary>How the capacity follows from the declared basis: the factors, in words and figures.</summary>
    public required string CapacityBasis { get; set; }

    /// <summary>The elements behind the output.</summary>
    public IList<ShiftCloseElementRow> Elements { get; } = [];
}
