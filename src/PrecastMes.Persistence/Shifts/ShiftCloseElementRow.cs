namespace PrecastMes.Persistence.Shifts;

/// <summary>
/// An element in the close that counts it. The element is the key: the database itself refuses to count one twice. As
/// immutable as the close.
/// </summary>
public sealed class ShiftCloseElementRow
{
    /// <summary>The element; key.</summary>
    public required string ElementId { get; set; }

    /// <summary>The shift whose close counts it.</summary>
    public required string ShiftId { get; set; }

    /// <summary>Family.</summary>
    public required string FamilyCode { get; set; }

    /// <summary>District of its project.</summary>
    public required string DistrictId { get; set; }

    /// <summary>Concrete, litres.</summary>
    public int VolumeLitres { get; set; }

    /// <summary>End of final inspection, UTC.</summary>
    public DateTimeOffset PassedAt { get; set; }

    /// <summary>True when it passed before the end of the shift before, whose close did not know it.</summary>
    public bool CarriedOver { get; set; }
}
